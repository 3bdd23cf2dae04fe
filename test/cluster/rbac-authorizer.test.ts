import { kubeObject } from '@bulwark/model';
import { defaultsOf, readPolicy } from '@bulwark/rbac';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes, createNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { eventually } from './eventually.ts';
import { askRandomPolicy, type PolicyTallies, type Tally } from './rbac/ask-random-policy.ts';
import { factsOf, overwrite, storedFacts } from './rbac/policy-store.ts';
import { randomOverrides } from './rbac/random-overrides.ts';
import { NAMESPACES } from './rbac/words.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const POLICIES = 30;
const QUESTIONS = 1000;
const WIDTH = 12;
const LIFETIME_MS = 10 * 60_000;

/** Of its own: what these policies give to everybody would be given in other tests too. No authorizer but RBAC stands before it. */
describe.for(controlPlanes())('RBAC of Kubernetes $minor', ({ minor, plane }) => {
  const number = Number(minor.split('.')[1]);
  let own: Running;
  let api: Api;

  beforeAll(async () => {
    own = await startControlPlane(plane.programs, { lifetimeMs: LIFETIME_MS, apiServerFlags: ['--authorization-mode=RBAC'] });
    api = connect(own.plane.admin, WIDTH);
    for (const namespace of NAMESPACES) await createNamespace(api, namespace);
  }, 120_000);

  afterAll(async () => {
    api.close();
    await own.stop();
  });

  function score(name: string, { cases, differences }: Tally): void {
    addScore(inject('scoreboard'), {
      test: `rbac: ${name}`,
      minor,
      cases,
      agree: cases - differences.length,
      elsewhere: 0,
    });
  }

  test('brings the roles and bindings that our table has, and no others', async () => {
    const defaults = await defaultsOf(number);
    const ours = factsOf(defaults);
    await eventually(async () => (isDeepStrictEqual(await storedFacts(api), ours) ? true : undefined));
    expect(await storedFacts(api)).toEqual(ours);
    score('default roles and bindings', { cases: ours.roles.length + ours.bindings.length, differences: [] });
  });

  test(`${POLICIES} random policies, ${QUESTIONS} questions each`, async () => {
    const defaults = await defaultsOf(number);
    const random = dice(seed() + number);
    const tallies: PolicyTallies[] = [];
    for (let index = 0; index < POLICIES; index++)
      tallies.push(await askRandomPolicy(api, random, `p${index}`, defaults, QUESTIONS));
    const access = sum(tallies.map((each) => each.access));
    const reasons = sum(tallies.map((each) => each.reasons));
    const rules = sum(tallies.map((each) => each.rules));
    const aggregation = sum(tallies.map((each) => each.aggregation));
    score('SubjectAccessReview', access);
    score('reasons', reasons);
    score('SelfSubjectRulesReview', rules);
    score('aggregated roles', aggregation);
    for (const { differences } of [aggregation, access, reasons, rules])
      expect(differences.slice(0, 2), `seed ${seed()}`).toEqual([]);
    const allowed = tallies.reduce((total, each) => total + each.allowed, 0) / access.cases;
    expect(allowed, 'enough of both, or nothing is said by it').toBeGreaterThan(0.15);
    expect(allowed).toBeLessThan(0.75);
    expect(tallies.reduce((total, each) => total + each.single, 0)).toBeGreaterThan(access.cases / 10);
    expect(rules.cases).toBeGreaterThan(POLICIES * 20);
  }, 180_000);

  test('adds at its next start what manifests have taken from its defaults, as we say it does', async () => {
    const defaults = await defaultsOf(number);
    const manifests = randomOverrides(dice(seed() + number), defaults);
    await overwrite(api, manifests);
    const expected = factsOf(
      readPolicy(
        manifests.map((object) => kubeObject(object)),
        { defaults },
      ),
    );
    const next = await startControlPlane(plane.programs, {
      lifetimeMs: LIFETIME_MS,
      apiServerFlags: [`--etcd-servers=${own.plane.store}`],
    });
    const fresh = connect(next.plane.admin, WIDTH);
    try {
      await eventually(async () => (isDeepStrictEqual(await storedFacts(fresh), expected) ? true : undefined));
      expect(await storedFacts(fresh), `seed ${seed()}`).toEqual(expected);
      score('defaults after a start', { cases: manifests.length, differences: [] });
    } finally {
      fresh.close();
      await next.stop();
    }
  });
});

function sum(tallies: readonly Tally[]): Tally {
  return {
    cases: tallies.reduce((total, { cases }) => total + cases, 0),
    differences: tallies.flatMap(({ differences }) => differences),
  };
}
