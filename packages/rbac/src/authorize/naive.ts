import type { Binding } from '../policy/binding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { subjectApplies } from '../subject/subject.ts';
import { MASTERS, type User } from '../subject/user.ts';
import type { Decision, Gap } from './decision.ts';
import { notKnown, subjectsUnknown } from './not-known.ts';

/**
 * The authorizer as upstream writes it, one binding after the other (kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go over
 * kubernetes/pkg/registry/rbac/validation/rule.go, VisitRulesFor). Slow and plain: what the index is measured against.
 */
export function authorizeNaively(policy: Policy, user: User, request: Request): Decision {
  if (user.groups.includes(MASTERS)) return { verdict: 'allow', grant: MASTERS };
  const gaps: Gap[] = [];
  const namespace = request.kind === 'resource' ? request.namespace : '';
  for (const { binding, subject } of applicable(policy, user, namespace)) {
    const role = policy.roleOf(binding);
    const reason = notKnown(policy, binding, role);
    if (reason !== undefined) gaps.push({ binding, subject, reason });
    const rule = role?.rules.find((candidate) => ruleAllows(candidate.rule, request));
    if (subject !== undefined && role !== undefined && rule !== undefined)
      return { verdict: 'allow', grant: { binding, subject, role, rule } };
  }
  return { verdict: 'no-opinion', gaps };
}

export interface Applicable {
  readonly binding: Binding;
  /** Undefined where nobody can say whom the binding means. */
  readonly subject: number | undefined;
}

/** Cluster role bindings first, then those of the namespace, each with the first subject that means the user. */
export function* applicable(policy: Policy, user: User, namespace: string): IterableIterator<Applicable> {
  for (const scope of namespace === '' ? [''] : ['', namespace]) {
    for (const binding of policy.bindings) {
      if (binding.namespace !== scope) continue;
      const subject = binding.subjects.findIndex((candidate) => subjectApplies(candidate, scope, user));
      if (subject !== -1) yield { binding, subject };
      else if (subjectsUnknown(binding)) yield { binding, subject: undefined };
    }
  }
}
