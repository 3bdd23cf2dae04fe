import {
  applicable,
  authorizeNaively,
  RbacIndex,
  reasonOf,
  ruleAllows,
  rulesReview,
  type Decision,
  type Policy,
  type User,
} from '@bulwark/rbac';
import type { Question } from './random-requests.ts';
import { rulesText } from './reviews.ts';

/** A policy with both ways to ask it. */
export interface Asked {
  readonly policy: Policy;
  readonly index: RbacIndex;
}

export function asked(policy: Policy): Asked {
  return { policy, index: new RbacIndex(policy) };
}

/** What we say of a question: undefined where our own two ways do not agree. */
export interface OurAnswer {
  readonly allowed: boolean | undefined;
  /** Of the grant that is found first. */
  readonly reason: string | undefined;
  /** Of every binding that allows it: the server has them in no order, and names any of them. */
  readonly reasons: readonly string[];
}

export function ourAnswer({ policy, index }: Asked, { user, request }: Question): OurAnswer {
  const plain = authorizeNaively(policy, user, request);
  const quick = index.authorize(user, request);
  const agree = isAllowed(plain) === isAllowed(quick) && reasonText(plain) === reasonText(quick);
  return {
    allowed: agree ? isAllowed(plain) : undefined,
    reason: reasonText(plain),
    reasons: allReasons(policy, { user, request }),
  };
}

function isAllowed(decision: Decision): boolean {
  return decision.verdict === 'allow';
}

function reasonText(decision: Decision): string | undefined {
  return decision.verdict === 'allow' ? reasonOf(decision.grant) : undefined;
}

function allReasons(policy: Policy, { user, request }: Question): readonly string[] {
  if (user.groups.includes('system:masters')) return [reasonOf('system:masters')];
  const namespace = request.kind === 'resource' ? request.namespace : '';
  return [...applicable(policy, user, namespace)].flatMap(({ binding, subject }) => {
    const allows = policy.roleOf(binding)?.rules.some(({ rule }) => ruleAllows(rule, request)) === true;
    return allows && subject !== undefined ? [reasonOf({ binding, subject })] : [];
  });
}

export function ourRules({ index }: Asked, user: User, namespace: string): readonly string[] {
  return rulesText(rulesReview(index.rulesFor(user, namespace).rules));
}
