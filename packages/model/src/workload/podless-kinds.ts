import { isBuiltInGroup } from '@bulwark/schema';

/** Domains whose kinds say what objects must or must not look like: what looks like a pod in them is a pattern. */
const POLICY_DOMAINS = ['gatekeeper.sh', 'jspolicy.com', 'kubewarden.io', 'kyverno.io', 'policy.open-cluster-management.io'];

/**
 * Domains whose kinds have pod templates that an operator lays over pods of its own making, so that what they leave out
 * says nothing; and kinds whose content is the input of a template or a patch.
 */
const PATCH_DOMAINS = [
  'camel.apache.org',
  'flink.apache.org',
  'grafana.integreatly.org',
  'helm.cattle.io',
  'helm.toolkit.fluxcd.io',
  'k8s.elastic.co',
  'kustomize.config.k8s.io',
  'kustomize.toolkit.fluxcd.io',
  'mongodb.com',
  'monitoring.coreos.com',
  'sparkoperator.k8s.io',
  'template.openshift.io',
];

const DOMAINS: ReadonlySet<string> = new Set([...POLICY_DOMAINS, ...PATCH_DOMAINS]);
const POLICY_KIND = /Polic(?:y|ies)(?:[A-Z]|$)/;

/**
 * Whether objects of a kind never hold a workload, whatever they look like: kinds of Kubernetes itself (those that do are
 * known by name), policies, and patches over pods that an operator makes.
 */
export function isPodless(group: string, kind: string): boolean {
  return isBuiltInGroup(group) || POLICY_KIND.test(kind) || isWithin(group, DOMAINS);
}

/** Whether a group or one of the domains above it is listed: `constraints.gatekeeper.sh` is within `gatekeeper.sh`. */
function isWithin(group: string, domains: ReadonlySet<string>): boolean {
  for (let domain = group; domain !== '';) {
    if (domains.has(domain)) return true;
    const dot = domain.indexOf('.');
    domain = dot === -1 ? '' : domain.slice(dot + 1);
  }
  return false;
}
