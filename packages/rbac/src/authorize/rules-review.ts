import type { PolicyRule } from '../rule/policy-rule.ts';

/** Rules as a SelfSubjectRulesReview shows them (authorization.k8s.io/v1, SubjectRulesReviewStatus). */
export interface RulesReview {
  readonly resourceRules: readonly Pick<PolicyRule, 'verbs' | 'apiGroups' | 'resources' | 'resourceNames'>[];
  readonly nonResourceRules: readonly Pick<PolicyRule, 'verbs' | 'nonResourceURLs'>[];
}

/** A rule of both kinds stands in both lists (kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go, RulesFor). */
export function rulesReview(rules: readonly PolicyRule[]): RulesReview {
  return {
    resourceRules: rules
      .filter(({ resources }) => resources.length > 0)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({ verbs, apiGroups, resources, resourceNames })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
  };
}
