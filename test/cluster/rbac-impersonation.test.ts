import {
  authorityOf,
  mayImpersonate,
  naiveAuthority,
  RbacIndex,
  type Authority,
  type ImpersonationDecision,
  type User,
  type WantedUser,
} from '@bulwark/rbac';
import { describe, expect, inject, test } from 'vitest';
import type { Answer } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes } from './control-planes.ts';
import { dice } from './dice.ts';
import { tally } from './objects/classes.ts';
import { messageOf } from './pods/server-verdict.ts';
import { createImpersonators, type Impersonator } from './rbac/impersonators.ts';
import { policyOf } from './rbac/objects.ts';
import type { Review } from './rbac/user-review.ts';
import { headersOf, randomAsking, randomWish, type Asking } from './rbac/random-impersonation.ts';
import { record } from './record.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const IMPERSONATORS = 40;
const WISHES = 1200;
const WIDTH = 8;

/** Who asks, as what whom, for what. */
interface Case {
  readonly by: Impersonator;
  readonly wanted: WantedUser;
  readonly asking: Asking;
}

describe.for(controlPlanes())('impersonation in Kubernetes $minor', ({ minor, plane, api }) => {
  test(`${WISHES} requests of service accounts as somebody else`, async () => {
    const random = dice(seed() + 34);
    const prefix = `rbac-as-${minor.replace('.', '-')}`;
    const world = await createImpersonators({ plane, api }, random, prefix, IMPERSONATORS);
    const cases = Array.from({ length: WISHES }, (): Case => {
      const by = random.pick(world.impersonators);
      return { by, wanted: randomWish(random, world, by.runsOn), asking: randomAsking(random, world) };
    });
    const policy = await policyOf(api);
    const authority = naiveAuthority(policy);
    const indexed = authorityOf(new RbacIndex(policy));
    const answers = await inParallel(cases, WIDTH, ({ by, wanted, asking: { method, path, body } }) =>
      by.api.request(method, path, body, { headers: headersOf(wanted) }),
    );
    const rows = cases.map((each, at) => {
      const decision = decide(authority, each, minor);
      // The mode that did last time is tried first, and a node has other groups by another one.
      const legacy = decide(authority, each, '1.34');
      const or = decision.verdict === 'allowed' && legacy.verdict === 'allowed' ? weSay(legacy, each) : undefined;
      return { ...shown(each), decision, ours: weSay(decision, each), or, server: serverSays(answers[at] as Answer, each) };
    });
    for (const { api: mine } of world.impersonators) mine.close();
    const otherwise = cases.filter((each, at) => weSay(decide(indexed, each, minor), each) !== rows[at]?.ours);
    expect(otherwise.map(shown).slice(0, 3), 'the index says something else').toEqual([]);
    const differences = rows.filter(({ ours, or, server }) => ours !== server && or !== server);
    addScore(inject('scoreboard'), {
      test: 'impersonation',
      minor,
      cases: rows.length,
      agree: rows.length - differences.length,
      elsewhere: 0,
    });
    record(`rbac-impersonation-${minor}`, rows);
    const counts = tally(rows.map(({ decision }) => kindOf(decision)));
    const message = `seed ${seed()}; ${JSON.stringify(counts)}`;
    expect(differences.slice(0, 3), message).toEqual([]);
    // Cases of every kind, or nothing has been tried.
    for (const kind of EXPECTED[minor === '1.34' ? 'legacy' : 'constrained'])
      expect(counts[kind] ?? 0, message).toBeGreaterThan(0);
  }, 300_000);
});

/** By default constrained impersonation is there from 1.36 on. */
const EXPECTED = {
  legacy: ['refused 403', 'refused 500', 'legacy'],
  constrained: ['refused 403', 'refused 400', 'legacy', 'user-info', 'serviceaccount', 'arbitrary-node', 'associated-node'],
} as const;

function decide(authority: Authority, { by, wanted, asking: { request } }: Case, minor: string): ImpersonationDecision {
  return mayImpersonate(authority, { by: by.user, wanted, request, minor: Number(minor.split('.')[1]) });
}

/** What may be compared: whether it is let through, and as whom where the server says so. */
function weSay(decision: ImpersonationDecision, { asking }: Case): string {
  if (decision.verdict !== 'allowed') return decision.verdict === 'refused' ? `refused ${decision.status}` : 'unknown';
  return asking.method === 'POST' && decision.user.groups.includes('system:authenticated')
    ? `as ${userText(decision.user)}`
    : 'allowed';
}

function serverSays(answer: Answer, { by, asking }: Case): string {
  const { status } = answer;
  if (status === 400 || status === 500) return `refused ${status}`;
  if (status === 403) {
    // Refused as who they are, or as who they say they are.
    const asThemselves = messageOf(answer).includes(`User ${JSON.stringify(by.user.name)}`) || isNever(messageOf(answer));
    return asThemselves ? 'refused 403' : 'allowed';
  }
  if (asking.method !== 'POST' || status !== 201) return 'allowed';
  const { username, groups = [], uid = '', extra = {} } = (answer.body as Review).status.userInfo;
  return `as ${userText({ name: username, groups, uid, extra: new Map(Object.entries(extra)) })}`;
}

/** What the constrained modes never take is refused in other words. */
function isNever(message: string): boolean {
  return message.includes('impersonating ');
}

function userText({ name, groups, uid = '', extra = new Map() }: User): string {
  return JSON.stringify([name, groups, uid, [...extra].toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

function kindOf(decision: ImpersonationDecision): string {
  if (decision.verdict === 'allowed') return decision.mode ?? 'nobody else';
  return decision.verdict === 'refused' ? `refused ${decision.status}` : 'unknown';
}

function shown({ by, wanted, asking: { method, path } }: Case): object {
  return { by: by.user.name, wanted: { ...wanted, extra: [...(wanted.extra ?? [])] }, method, path };
}
