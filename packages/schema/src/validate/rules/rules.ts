import { labelSelector, labelSelectorRequirement, metadataLabels } from './labels.ts';
import { containerName, NAME_RULES } from './names.ts';
import { ipBlock, networkPolicyPeer } from './network-policy.ts';
import { containerPort, networkPolicyPort, serviceSpec } from './ports.ts';
import { clusterRoleBinding, policyRule, role, subject } from './rbac.ts';
import type { Rule } from './rule.ts';
import { podSecurityContext, profile, securityContext } from './security-context.ts';

/** What is to be demanded of the objects of a definition. For whole objects there is `anyObject` beside. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['core.v1.AppArmorProfile', profile],
  ['core.v1.Container', containerName],
  ['core.v1.ContainerPort', containerPort],
  ['core.v1.EphemeralContainer', containerName],
  ['core.v1.PodSecurityContext', podSecurityContext],
  ['core.v1.PodTemplateSpec', metadataLabels],
  ['core.v1.SeccompProfile', profile],
  ['core.v1.SecurityContext', securityContext],
  ['core.v1.ServiceSpec', serviceSpec],
  ['meta.v1.LabelSelector', labelSelector],
  ['meta.v1.LabelSelectorRequirement', labelSelectorRequirement],
  ['networking.v1.IPBlock', ipBlock],
  ['networking.v1.NetworkPolicyPeer', networkPolicyPeer],
  ['networking.v1.NetworkPolicyPort', networkPolicyPort],
  ['rbac.v1.ClusterRoleBinding', clusterRoleBinding],
  ['rbac.v1.PolicyRule', policyRule],
  ['rbac.v1.Role', role],
  ['rbac.v1.Subject', subject],
]);

const ALL: ReadonlyMap<string, Rule> = withNames();

function withNames(): ReadonlyMap<string, Rule> {
  const all = new Map(RULES);
  for (const [definition, name] of NAME_RULES) {
    const rule = all.get(definition);
    all.set(definition, rule === undefined ? name : (value, formats) => [...name(value, formats), ...rule(value, formats)]);
  }
  return all;
}

export function ruleOf(definition: string): Rule | undefined {
  return ALL.get(definition);
}
