/** A rule of a Role or ClusterRole (rbac.authorization.k8s.io/v1, PolicyRule). A list that is absent is empty. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Empty: every object, also the one that has no name yet. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

const NONE: readonly string[] = [];

/** A rule of which only what matters is said. */
export function policyRule(parts: Partial<PolicyRule>): PolicyRule {
  return { verbs: NONE, apiGroups: NONE, resources: NONE, resourceNames: NONE, nonResourceURLs: NONE, ...parts };
}
