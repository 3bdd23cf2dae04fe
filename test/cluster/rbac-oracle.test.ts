import type { Json } from '@bulwark/model';
import { reasonOf, RbacIndex, requestInfo, type Binding, type Policy, type Request, type Role, type User } from '@bulwark/rbac';
import { describe, expect, inject, test } from 'vitest';
import { randomOf, type Random } from '../../tools/fuzz/random.ts';
import { randomPolicy, randomRequest, randomUser } from '../../tools/rbac-differential/random-policy.ts';
import { vocabulary } from '../../tools/rbac-differential/words.ts';
import { askOracle } from '../control-plane/oracle.ts';
import { controlPlanes } from './control-planes.ts';
import { randomTarget } from './rbac/random-targets.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const POLICIES = 3000;
const REQUESTS = 20;
const TARGETS = 50_000;

describe.for(controlPlanes())('RBAC by the authorizer of Kubernetes $minor', ({ minor, plane }) => {
  const score = (what: string, cases: number, differences: number): void =>
    addScore(inject('scoreboard'), { test: what, minor, cases, agree: cases - differences, elsewhere: 0 });

  test(`${POLICIES} policies: by which binding and subject each request is allowed`, async () => {
    const cases = Array.from({ length: POLICIES }, (_, stream) => policyCase(randomOf(seed(), stream))).filter(({ policy }) =>
      isReadable(policy),
    );
    const answers = await askOracle<{ reasons: string[] }>(
      plane.programs.oracle,
      cases.map(({ policy, asked }) => ({ ask: 'rbac', object: { ...objects(policy), asked: asked.map(attributes) } })),
    );
    const differences = cases.flatMap(({ policy, asked }, at) => {
      const index = new RbacIndex(policy);
      const ours = asked.map(([user, request]) => {
        const decision = index.authorize(user, request);
        return decision.verdict === 'allow' ? reasonOf(decision.grant) : '';
      });
      const answer = answers[at];
      const theirs = answer === undefined || 'error' in answer ? [answer?.error] : answer.reasons;
      return asked.flatMap((one, place) =>
        ours[place] === theirs[place] ? [] : [{ one, ours: ours[place], theirs: theirs[place] }],
      );
    });
    score('RBAC decisions, authorizer alone', cases.length * REQUESTS, differences.length);
    expect(differences.slice(0, 3), `seed ${seed()}`).toEqual([]);
    expect(cases.length).toBeGreaterThan(POLICIES / 5);
  });

  test(`${TARGETS} methods and URLs: which request they make`, async () => {
    const random = randomOf(seed(), 0);
    const targets = Array.from({ length: TARGETS }, () => randomTarget(random));
    const answers = await askOracle<Json>(
      plane.programs.oracle,
      targets.map((object) => ({ ask: 'request', object })),
    );
    const differences = targets.flatMap(({ method, target }, at) => {
      const answer = answers[at];
      const theirs = typeof answer === 'object' && answer !== null && 'error' in answer ? undefined : answer;
      const ours = requestInfo(method, target);
      const told = ours && { ...ours, request: attributes([NOBODY, ours.request]) };
      return JSON.stringify(sorted(told)) === JSON.stringify(sorted(theirs)) ? [] : [{ method, target, ours, theirs }];
    });
    score('requests of methods and URLs', TARGETS, differences.length);
    expect(differences.slice(0, 3), `seed ${seed()}`).toEqual([]);
  });
});

type Asked = readonly [User, Request];

const NOBODY: User = { name: '', groups: [] };

function policyCase(random: Random): { readonly policy: Policy; readonly asked: readonly Asked[] } {
  const words = vocabulary(random);
  const policy = randomPolicy(random, words);
  // The authorizer alone does not know that system:masters is let through before it.
  const user = (): User => {
    const { name, groups } = randomUser(random, policy, words);
    return { name, groups: groups.filter((group) => group !== 'system:masters') };
  };
  return { policy, asked: Array.from({ length: REQUESTS }, (): Asked => [user(), randomRequest(random, policy, words)]) };
}

/** Nothing in it that the oracle cannot be given: all of it readable, and each role once. */
function isReadable({ roles, bindings }: Policy): boolean {
  const places = new Set(roles.map(({ namespace, name }) => JSON.stringify([namespace, name])));
  return places.size === roles.length && [...roles, ...bindings].every(({ unreadable }) => unreadable === undefined);
}

function objects({ roles, bindings }: Policy): Readonly<Record<string, readonly object[]>> {
  const role = ({ namespace, name, rules }: Role): object => ({
    metadata: { namespace, name },
    rules: rules.map(({ rule }) => rule),
  });
  const binding = ({ namespace, name, roleRef, subjects }: Binding): object => ({
    metadata: { namespace, name },
    roleRef,
    subjects,
  });
  return {
    roles: roles.filter(({ kind }) => kind === 'Role').map(role),
    clusterRoles: roles.filter(({ kind }) => kind === 'ClusterRole').map(role),
    roleBindings: bindings.filter(({ namespace }) => namespace !== '').map(binding),
    clusterRoleBindings: bindings.filter(({ namespace }) => namespace === '').map(binding),
  };
}

/** As the oracle writes them: all members, empty where they say nothing. */
function attributes([{ name, groups }, request]: Asked): object {
  const empty = { group: '', resource: '', subresource: '', namespace: '', name: '', path: '' };
  return { ...empty, user: name, groups: groups.length === 0 ? null : groups, ...request };
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
