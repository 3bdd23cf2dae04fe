import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import type { User } from '../subject/user.ts';
import type { ChainDecision, Gap, Grant } from './decision.ts';
import { applicable, authorizeNaively } from './naive.ts';
import { notKnown } from './not-known.ts';
import type { RbacIndex } from './rbac-index.ts';

/** All rules that a user holds in a namespace, each as the grant that gives it; `gaps` are the bindings nobody can tell of. */
export interface UserRules {
  readonly grants: readonly Grant[];
  readonly gaps: readonly Gap[];
}

/** Who answers what somebody may do. */
export interface Authority {
  readonly policy: Policy;
  /** The whole chain of authorizers, where there are others beside RBAC. */
  authorize(user: User, request: Request): ChainDecision;
  /** What RBAC alone grants: cluster-wide, and in the namespace where it is not empty. */
  rulesFor(user: User, namespace: string): UserRules;
}

/** The authority as upstream writes it, over one binding after the other. */
export function naiveAuthority(policy: Policy): Authority {
  return {
    policy,
    authorize: (user, request) => authorizeNaively(policy, user, request),
    rulesFor: (user, namespace) => rulesNaively(policy, user, namespace),
  };
}

/** The authority of a policy that is made ready for many questions: the same answers, sooner. */
export function authorityOf(index: RbacIndex): Authority {
  return {
    policy: index.policy,
    authorize: (user, request) => index.authorize(user, request),
    rulesFor(user, namespace) {
      const { grants, gaps } = index.grantsOf(user, namespace);
      return { grants: grants.flatMap((grant) => grant.role.rules.map((rule) => ({ ...grant, rule }))), gaps };
    },
  };
}

/** kubernetes/pkg/registry/rbac/validation/rule.go, RulesFor. */
function rulesNaively(policy: Policy, user: User, namespace: string): UserRules {
  const grants: Grant[] = [];
  const gaps: Gap[] = [];
  for (const { binding, subject } of applicable(policy, user, namespace)) {
    const role = policy.roleOf(binding);
    const reason = notKnown(policy, binding, role);
    if (reason !== undefined) gaps.push({ binding, subject, reason });
    if (role !== undefined && subject !== undefined) grants.push(...role.rules.map((rule) => ({ binding, subject, role, rule })));
  }
  return { grants, gaps };
}
