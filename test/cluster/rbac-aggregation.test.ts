import { isDeepStrictEqual } from 'node:util';
import { kubeObject, stringAt, type JsonObject, type KubeObject } from '@bulwark/model';
import { readPolicy, readRole, type PolicyRule } from '@bulwark/rbac';
import { describe, expect, inject, test } from 'vitest';
import type { Api } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes } from './control-planes.ts';
import { dice } from './dice.ts';
import { eventually } from './eventually.ts';
import { create, rbacObject, rbacObjects } from './rbac/objects.ts';
import { randomAggregation } from './rbac/random-aggregation.ts';
import { record } from './record.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const WIDTH = 16;

interface Row {
  readonly name: string;
  readonly server: readonly PolicyRule[];
  readonly ours: readonly PolicyRule[];
}

describe.for(controlPlanes())('aggregated cluster roles in Kubernetes $minor', ({ minor, api }) => {
  test('the controller gathers what we gather, in our order', async () => {
    const prefix = `sum-${minor.replace('.', '-')}`;
    const everything = rbacObject('clusterroles', '', `${prefix}-everything`, {
      aggregationRule: { clusterRoleSelectors: [{}] },
    });
    const kept = rbacObject('clusterroles', '', `${prefix}-kept`, {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [prefix]: 'nobody' } }] },
      rules: [{ verbs: ['get'], apiGroups: [''], resources: ['secrets'] }],
    });
    const manifests = [...randomAggregation(dice(seed() + 22), prefix), everything, kept];
    await inParallel(manifests, WIDTH, (manifest) => create(api, 'clusterroles', '', manifest));

    let rows: readonly Row[] = [];
    await eventually(async () => {
      rows = await compare(api, manifests);
      return rows.every(agrees) ? true : undefined;
    });
    await inParallel(manifests, WIDTH, (manifest) =>
      api.request('DELETE', `/apis/rbac.authorization.k8s.io/v1/clusterroles/${stringAt(manifest, 'metadata', 'name')}`),
    );
    const differences = rows.filter((row) => !agrees(row));
    addScore(inject('scoreboard'), {
      test: 'rules of aggregated cluster roles',
      minor,
      cases: rows.length,
      agree: rows.length - differences.length,
      elsewhere: 0,
    });
    record(`rbac-aggregation-${minor}`, rows);
    expect(differences.slice(0, 3), `seed ${seed()}`).toEqual([]);
    expect(rows.filter(({ server }) => server.length > 3).length).toBeGreaterThan(10);
    expect(rows.find(({ name }) => name === `${prefix}-kept`)?.server).toHaveLength(1);
  }, 120_000);
});

function agrees({ server, ours }: Row): boolean {
  return isDeepStrictEqual(server, ours);
}

/** What the server has now, beside what we make of the same manifests. */
async function compare(api: Api, manifests: readonly JsonObject[]): Promise<readonly Row[]> {
  const mine = new Map(manifests.map((manifest) => [stringAt(manifest, 'metadata', 'name'), kubeObject(manifest)]));
  const stored = await rbacObjects(api);
  const policy = readPolicy(
    stored.map((object) => (object.kind === 'ClusterRole' ? (mine.get(object.name) ?? object) : object)),
    { complete: true },
  );
  const gathered = [...stored.values()].filter(({ kind, name }) => kind === 'ClusterRole' && mine.has(name)).filter(aggregates);
  return gathered.map((object) => ({
    name: object.name,
    server: readRole(object)?.rules.map(({ rule }) => rule) ?? [],
    ours: policy.role('', object.name)?.rules.map(({ rule }) => rule) ?? [],
  }));
}

function aggregates({ value }: KubeObject): boolean {
  return value['aggregationRule'] !== undefined;
}
