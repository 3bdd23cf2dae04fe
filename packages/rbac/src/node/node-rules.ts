import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';

/** From this minor on, a node sees only its own Node and the pods that run on it (AuthorizeNodeWithSelectors). */
export const SELECTORS_SINCE = 32;
const READ: readonly string[] = ['get', 'list', 'watch'];

/**
 * What every node may do with what does not belong to one of them (kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy,
 * NodeRules; the gates as they are by themselves). What the authorizer decides object by object is left out.
 */
export function nodeRules(minor: number): readonly PolicyRule[] {
  const rules: PolicyRule[] = [
    rule(['create'], ['authentication.k8s.io'], ['tokenreviews']),
    rule(['create'], ['authorization.k8s.io'], ['subjectaccessreviews', 'localsubjectaccessreviews']),
    rule(READ, [''], ['services']),
    rule(['create', 'update', 'patch'], minor >= 35 ? ['', 'events.k8s.io'] : [''], ['events']),
    rule(['get'], [''], ['endpoints']),
    rule(['create', ...READ], ['certificates.k8s.io'], ['certificatesigningrequests']),
    rule(READ, ['storage.k8s.io'], ['csidrivers']),
    rule(READ, ['node.k8s.io'], ['runtimeclasses']),
  ];
  if (minor >= 37) rules.push(rule(READ, ['certificates.k8s.io'], ['clustertrustbundles']));
  if (minor < SELECTORS_SINCE) rules.push(...WITHOUT_SELECTORS);
  return rules;
}

const WITHOUT_SELECTORS: readonly PolicyRule[] = [
  rule(['create', 'update', 'patch', ...READ], [''], ['nodes']),
  rule(['update', 'patch'], [''], ['nodes/status', 'pods/status']),
  rule(['create', 'delete', ...READ], [''], ['pods']),
  rule(['create'], [''], ['pods/eviction']),
];

function rule(verbs: readonly string[], apiGroups: readonly string[], resources: readonly string[]): PolicyRule {
  return policyRule({ verbs, apiGroups, resources });
}
