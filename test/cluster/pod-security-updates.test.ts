import { describe, expect, test } from 'vitest';
import type { Api } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import type { Cluster } from '@bulwark/pod-security';
import { controlPlanes, newNamespace, type Named } from './control-planes.ts';
import { dice, type Dice } from './dice.ts';
import { askBoth } from './pod-security/ask-both.ts';
import { clusterOf } from './pod-security/cluster-of.ts';
import { labelNamespace } from './pod-security/label-namespace.ts';
import { podUpdate, type Stored } from './pod-security/pod-updates.ts';
import { anyLabels, policyLabels, type Labels } from './pod-security/policy-labels.ts';
import { settle } from './pod-security/settle.ts';
import { atRest, workloadUpdate } from './pod-security/workload-updates.ts';
import { generatePods } from './pods/generate.ts';
import type { Fields } from './pods/pod.ts';
import { LEVEL_VERSIONS } from './pods/levels.ts';
import { workloadOf, workloadsOf } from './pods/workloads.ts';
import { seed } from './seed.ts';

const NAMESPACES = 24;
const PODS = 150;
const UPDATES = 1200;
const WORKLOADS = 150;
const WORKLOAD_UPDATES = 800;
const WIDTH = 16;

describe.for(controlPlanes())('Pod Security of updates in Kubernetes $minor', (control) => {
  test(`${UPDATES} updates of pods that are there`, async () => {
    const random = dice(seed() + 3);
    const names = await inParallel(Array.from({ length: NAMESPACES }), WIDTH, () => newNamespace(control.api));
    const pods = generatePods(PODS, seed() + 3).map((pod) => ({ pod: withRequests(pod), namespace: random.pick(names) }));
    const created = await inParallel(pods, WIDTH, ({ pod, namespace }) =>
      control.api.request('POST', `/api/v1/namespaces/${namespace}/pods`, pod),
    );
    const taken = created.filter(({ status }) => status === 201).map(({ body }) => body as Stored);
    const stored = await inParallel(taken, WIDTH, async (pod) => (random.chance(0.3) ? withEphemeral(control.api, pod) : pod));
    expect(stored.length).toBeGreaterThan(PODS / 2);

    const cluster = await labelled(random, control, names);
    const requests = Array.from({ length: UPDATES }, () => podUpdate(random, random.pick(stored)));
    const rows = settle('pods updated', control.minor, await askBoth(control, cluster, requests));
    const refused = rows.filter(({ server }) => server?.decision !== 'allowed');
    expect(refused.length).toBeGreaterThan(UPDATES / 10);
  }, 300_000);

  test(`${WORKLOAD_UPDATES} updates of workloads that are there`, async () => {
    const random = dice(seed() + 4);
    const names = await inParallel(Array.from({ length: NAMESPACES }), WIDTH, () => newNamespace(control.api));
    const pods = generatePods(WORKLOADS + WORKLOAD_UPDATES, seed() + 4);
    const wanted = pods
      .slice(0, WORKLOADS)
      .map((pod) => ({ workload: atRest(workloadOf(random, pod)), namespace: random.pick(names) }));
    const created = await inParallel(wanted, WIDTH, async ({ workload, namespace }) => {
      const { status, body } = await control.api.request('POST', workload.path(namespace), workload.object);
      return status === 201 ? [{ workload, namespace, stored: withoutVersion(body as Fields) }] : [];
    });
    const stored = created.flat();
    expect(stored.length).toBeGreaterThan(WORKLOADS / 2);

    const cluster = await labelled(random, control, names);
    const requests = pods.slice(WORKLOADS).map((pod) => {
      const each = random.pick(stored);
      const next = workloadsOf(pod).find(({ resource }) => resource === each.workload.resource);
      return workloadUpdate(random, each, atRest(next ?? each.workload));
    });
    const rows = settle('workloads updated', control.minor, await askBoth(control, cluster, requests));
    expect(rows.filter(({ server }) => server?.warnings.length === 1).length).toBeGreaterThan(WORKLOAD_UPDATES / 10);
  }, 300_000);
});

/** Gives namespaces that are there policies of all kinds. */
async function labelled(random: Dice, control: Named, names: readonly string[]): Promise<Cluster> {
  const labels = (): Labels => (random.chance(0.5) ? anyLabels(random, 0.3) : policyLabels(random, random.pick(LEVEL_VERSIONS)));
  const namespaces = new Map<string, Labels>(names.map((name) => [name, labels()]));
  const cluster = clusterOf(control, { namespaces });
  await inParallel(names, WIDTH, (name) => labelNamespace(control, name, namespaces.get(name) ?? {}, cluster));
  return cluster;
}

/** So that an update need not know what a controller has written since. */
function withoutVersion(object: Fields): Fields {
  const { resourceVersion: _version, ...metadata } = object['metadata'] as Fields;
  return { ...object, metadata };
}

/** The same pod with one that looks into it already. */
async function withEphemeral(api: Api, pod: Stored): Promise<Stored> {
  const { name, namespace } = pod.metadata;
  const ephemeralContainers = [{ name: 'look-0', image: 'registry.example/debug:0' }];
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/ephemeralcontainers`;
  const { status, body } = await api.request('PUT', path, { ...pod, spec: { ...pod.spec, ephemeralContainers } });
  return status === 200 ? (body as Stored) : pod;
}

/** So that they can be resized. */
function withRequests(pod: Fields): Fields {
  const { spec } = pod as { readonly spec: { readonly containers: readonly Fields[] } & Fields };
  const resources = { requests: { cpu: '10m', memory: '10Mi' } };
  return { ...pod, spec: { ...spec, containers: spec.containers.map((each) => ({ ...each, resources })) } };
}
