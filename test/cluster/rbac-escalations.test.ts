import { defaultsOf, findEscalations, serviceAccountName, type Binding, type Policy, type Step } from '@bulwark/rbac';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { PRIMITIVES } from '../../packages/rbac/src/escalations/primitives.ts';
import { bindingsOf } from '../../packages/rbac/src/testing/replay.ts';
import { smallPolicy, type SmallGrant } from '../../packages/rbac/src/testing/small-policy.ts';
import { connect, type Api } from '../control-plane/api.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes } from './control-planes.ts';
import { eventually } from './eventually.ts';
import { createCustomKinds, servesCustomKinds } from './rbac/any-objects.ts';
import type { EscalationCase } from './rbac/escalation-case.ts';
import { ESCALATION_CASES } from './rbac/escalation-cases.ts';
import { PATH_CASES } from './rbac/escalation-path-cases.ts';
import { ProofServer } from './rbac/proof-server.ts';
import { addScore } from './scoreboard.ts';
import { SHARED_USERS } from './shared-users.ts';

/** However long it may hang, what it started does not outlive this. */
const LIFETIME_MS = 10 * 60_000;
const WIDTH = 16;

test('there is a case of every escalation', () => {
  const ids = new Set(PRIMITIVES.map(({ id }) => id));
  expect(new Set(ESCALATION_CASES.map(({ id }) => id))).toEqual(ids);
});

/** Of its own: what the proofs make (webhooks that nobody answers, changed nodes and kinds) must meet no other test. */
describe.for(controlPlanes())('escalations on Kubernetes $minor', (shared) => {
  const minor = Number(shared.minor.split('.')[1]);
  const score = { cases: 0, agree: 0 };
  let own: Running;
  let api: Api;
  let server: ProofServer;
  beforeAll(async () => {
    own = await startControlPlane(shared.plane.programs, { lifetimeMs: LIFETIME_MS, users: SHARED_USERS });
    api = connect(own.plane.admin, WIDTH);
    server = new ProofServer(own.plane, api, minor);
    if ((await eventually(() => isSettled(api))) !== true) throw new Error('the controllers have not done their first work');
    await createCustomKinds(api);
    if ((await eventually(() => servesCustomKinds(api))) !== true) throw new Error('the server does not serve the custom kinds');
  }, 120_000);
  afterAll(async () => {
    addScore(inject('scoreboard'), { test: 'proofs of escalations', minor: shared.minor, ...score, elsewhere: 0 });
    api.close();
    await own.stop();
  });

  test.for(ESCALATION_CASES.filter(({ since = 0, before = Infinity }) => since <= minor && minor < before))(
    '$id by $rules',
    async (each) => {
      score.cases++;
      const namespace = await server.enter(['minter']);
      const policy = smallPolicy(grantsOf(each, namespace), await defaultsOf(minor));
      const found = findEscalations(policy, { minor, exists }).escalations.find(
        ({ primitive, identity }) => primitive.id === each.id && identity.name === serviceAccountName(namespace, 'who'),
      );
      expect(found?.steps.length).toBeGreaterThan(0);
      await replayed(policy, found?.steps ?? [], namespace, each.reads?.replace('{ns}', namespace));
      score.agree++;
    },
  );

  test.for(PATH_CASES.filter(({ since = 0 }) => since <= minor))('$primitives', async ({ primitives, grants }) => {
    score.cases++;
    const namespace = await server.enter(['deployer']);
    const policy = smallPolicy(
      grants.map((grant, at) => placed({ role: `${namespace}-${at}`, ...grant }, namespace)),
      await defaultsOf(minor),
    );
    const path = findEscalations(policy, { minor, exists }).paths.find(
      ({ identity }) => identity.name === serviceAccountName(namespace, 'who'),
    );
    expect(path?.primitives).toEqual(primitives);
    await replayed(policy, path?.steps ?? [], namespace);
    score.agree++;
  });

  /** The server lets the steps be with all bindings, and with none of those that the proof rests on taken away. */
  async function replayed(policy: Policy, steps: readonly Step[], namespace: string, reads?: string): Promise<void> {
    const mine = policy.bindings.filter(isOurs);
    const roles = policy.roles.filter(({ name }) => name.startsWith(`${namespace}-`));
    for (const role of roles) await server.createRole(role);
    try {
      for (const left of bindingsOf(steps).filter(isOurs)) {
        const others = mine.filter((binding) => binding !== left);
        const refused = await server.withBindings(others, left.name, () => server.refuses(steps));
        await server.forget(steps);
        expect(refused, `without ${left.name}`).toBe(true);
      }
      expect(await server.withBindings(mine, 'all', () => server.allows(steps, reads))).toBe(true);
    } finally {
      await server.forget(steps);
      for (const role of roles) await server.remove(role);
    }
  }
});

/** Where all manifests are there, what they do not show does not exist. */
function exists(_: string, name: string): boolean {
  return name !== 'gone';
}

/** Of the test, and not of the server. */
function isOurs({ object }: Binding): boolean {
  return object !== undefined;
}

function grantsOf(each: EscalationCase, namespace: string): readonly SmallGrant[] {
  const { rules, everywhere = false, gone = false, others = [], bound = [], roles = {} } = each;
  const own = rules.map((rule): SmallGrant => ({ to: '{ns}/who', rules: [rule], ...(!everywhere && { in: '{ns}' }) }));
  const all = [
    ...own,
    ...others,
    ...bound,
    ...Object.entries(roles).map(([role, its]): SmallGrant => ({ to: 'nobody', role, rules: its })),
    ...(gone ? [{ to: '{ns}/gone', in: '{ns}', rules: ['get pods'] }] : []),
  ];
  return all.map((grant, at) => placed({ role: `{ns}-${at}`, ...grant }, namespace));
}

function placed(grant: SmallGrant, namespace: string): SmallGrant {
  return JSON.parse(JSON.stringify(grant).replaceAll('{ns}', namespace)) as SmallGrant;
}

/** Whether a new cluster has what its controllers make: the default account, and the rules of aggregated roles. */
async function isSettled(api: Api): Promise<true | undefined> {
  const account = await api.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
  const role = await api.request('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles/edit');
  const { rules } = role.body as { readonly rules?: readonly unknown[] | null };
  return account.status === 200 && (rules ?? []).length > 0 ? true : undefined;
}
