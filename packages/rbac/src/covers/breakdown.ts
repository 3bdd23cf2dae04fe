import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';

/**
 * The rule as rules of one verb each, with one group, one resource and at most one name, or with one URL
 * (k8s.io/component-helpers/auth/rbac/validation/policy_comparator.go, BreakdownRule). A rule without verbs, and the half of one
 * that lacks groups or resources, grants nothing and breaks down into nothing.
 */
export function breakdown(rule: PolicyRule): readonly PolicyRule[] {
  const pieces: PolicyRule[] = [];
  for (const group of rule.apiGroups) {
    for (const resource of rule.resources) pieces.push(...resourcePieces(group, resource, rule));
  }
  for (const url of rule.nonResourceURLs) {
    for (const verb of rule.verbs) pieces.push(policyRule({ verbs: [verb], nonResourceURLs: [url] }));
  }
  return pieces;
}

function* resourcePieces(group: string, resource: string, { verbs, resourceNames }: PolicyRule): IterableIterator<PolicyRule> {
  for (const verb of verbs) {
    const piece = policyRule({ verbs: [verb], apiGroups: [group], resources: [resource] });
    if (resourceNames.length === 0) yield piece;
    for (const name of resourceNames) yield { ...piece, resourceNames: [name] };
  }
}
