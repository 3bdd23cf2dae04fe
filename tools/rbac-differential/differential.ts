import { isDeepStrictEqual } from 'node:util';
import { authorizeNaively, RbacIndex, type Decision, type Policy } from '@bulwark/rbac';
import { randomOf, type Random } from '../fuzz/random.ts';
import { listDifference } from './list-difference.ts';
import { randomPolicy, randomRequest, randomUser } from './random-policy.ts';
import { vocabulary } from './words.ts';

const USERS = 5;
const REQUESTS = 8;
const ENOUGH = 5;

export interface Comparison {
  readonly policies: number;
  readonly decisions: number;
  readonly allowed: number;
  readonly withGaps: number;
  /** What the index says differently from the plain authorizer. */
  readonly differences: readonly string[];
}

/** Compares the index with the authorizer as upstream writes it, over random policies, users and requests. */
export function compare(seed: number, count: number): Comparison {
  let total: Comparison = { policies: 0, decisions: 0, allowed: 0, withGaps: 0, differences: [] };
  while (total.decisions < count && total.differences.length < ENOUGH) {
    const one = comparePolicy(randomOf(seed, total.policies));
    total = {
      policies: total.policies + 1,
      decisions: total.decisions + one.decisions,
      allowed: total.allowed + one.allowed,
      withGaps: total.withGaps + one.withGaps,
      differences: [...total.differences, ...one.differences],
    };
  }
  return total;
}

function comparePolicy(random: Random): Omit<Comparison, 'policies'> {
  const words = vocabulary(random);
  const policy = randomPolicy(random, words);
  const index = new RbacIndex(policy);
  const tally = { decisions: 0, allowed: 0, withGaps: 0 };
  const differences: string[] = [];
  for (let users = 0; users < USERS; users++) {
    const user = randomUser(random, policy, words);
    for (let requests = 0; requests < REQUESTS; requests++) {
      const request = randomRequest(random, policy, words);
      const expected = authorizeNaively(policy, user, request);
      const found = index.authorize(user, request);
      tally.decisions++;
      if (expected.verdict === 'allow') tally.allowed++;
      else if (expected.gaps.length > 0) tally.withGaps++;
      if (!same(expected, found)) differences.push(told(policy, { user, request, expected, found }));
    }
    const request = randomRequest(random, policy, words);
    const difference = listDifference(index, user, request);
    if (difference !== undefined) differences.push(told(policy, { user, request, difference }));
  }
  return { ...tally, differences };
}

/** By identity: the very same binding, role and rule. */
function same(a: Decision, b: Decision): boolean {
  if (a.verdict === 'allow' && b.verdict === 'allow') {
    if (typeof a.grant === 'string' || typeof b.grant === 'string') return a.grant === b.grant;
    const { binding, subject, role, rule } = b.grant;
    return a.grant.binding === binding && a.grant.subject === subject && a.grant.role === role && a.grant.rule === rule;
  }
  return isDeepStrictEqual(a, b);
}

function told({ roles, bindings, complete }: Policy, what: object): string {
  return JSON.stringify({ complete, roles, bindings, ...what }, undefined, 1);
}
