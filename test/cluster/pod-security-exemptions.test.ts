import type { Json } from '@bulwark/model';
import type { Cluster } from '@bulwark/pod-security';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes, createNamespace, newNamespace, type Named } from './control-planes.ts';
import { dice, type Dice } from './dice.ts';
import { askBoth } from './pod-security/ask-both.ts';
import type { Asked } from './pod-security/asked.ts';
import { clusterOf, newestOf } from './pod-security/cluster-of.ts';
import { labelNamespace } from './pod-security/label-namespace.ts';
import { namespaceCreation, namespaceUpdate } from './pod-security/namespace-requests.ts';
import { anyLabels, type Labels } from './pod-security/policy-labels.ts';
import { populate } from './pod-security/populate.ts';
import { podCreation, workloadCreation } from './pod-security/requests.ts';
import { configurationOf } from './pod-security/setup-of.ts';
import { EXEMPT_NAMESPACES, EXEMPT_USER, RUNTIME_CLASSES, SETUPS } from './pod-security/setups.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import type { Fields } from './pods/pod.ts';
import { workloadOf } from './pods/workloads.ts';
import { seed } from './seed.ts';

const NAMESPACES = 8;
const PODS_IN_EACH = 12;
const CREATED = 1200;
const CHANGED = 600;
const WIDTH = 16;

const TABLE = controlPlanes().map((control, index) => ({ ...control, setup: SETUPS[index % SETUPS.length] ?? SETUPS[0] }));

describe.for(TABLE)('Pod Security of Kubernetes $minor, set up: $setup.title', ({ minor, plane, setup }) => {
  const random = dice(seed() + 8);
  const namespaces = new Map<string, Labels>();
  const pods = new Map<string, readonly Json[]>();
  let running: Running;
  let api: Api;
  let control: Named;
  let cluster: Cluster;

  beforeAll(async () => {
    running = await startControlPlane(plane.programs, {
      lifetimeMs: 5 * 60_000,
      files: { ...setup.files },
      apiServerFlags: setup.flags,
    });
    api = connect(running.plane.admin, WIDTH);
    control = { minor, plane: running.plane, api };
    const known = { namespaces, pods, configuration: configurationOf(setup), newest: setup.newest ?? newestOf(minor) };
    cluster = clusterOf(control, known);
    await inParallel(RUNTIME_CLASSES, WIDTH, (name) => newRuntimeClass(api, name));
    const names = [
      ...(await inParallel(EXEMPT_NAMESPACES.slice(0, -1), WIDTH, (name) => createNamespace(api, name))),
      ...(await inParallel(Array.from({ length: NAMESPACES }), WIDTH, () => newNamespace(api))),
    ];
    await inParallel(names, WIDTH, async (name) => {
      const own = dice(seed() + 200 + names.indexOf(name));
      // Those that are there before, nobody refuses.
      await relabel(control, name, { 'pod-security.kubernetes.io/enforce': 'privileged' }, cluster, namespaces);
      const wanted = generatePods(PODS_IN_EACH, seed() + 200 + names.indexOf(name)).map((pod) => withClass(own, pod));
      pods.set(name, await populate(api, name, wanted, own));
      await relabel(control, name, anyLabels(own, 0.1), cluster, namespaces);
    });
  }, 180_000);

  afterAll(async () => {
    api.close();
    await running.stop();
  });

  test(`${CREATED} pods and workloads created, some of them exempt`, async () => {
    const robot = api.as(EXEMPT_USER, ['system:masters']);
    const requests = generatePods(CREATED, seed() + 9).map((pod): Asked => {
      const namespace = random.pick([...namespaces.keys()]);
      const wanted = withClass(random, pod);
      const asked = random.chance(0.6) ? podCreation(namespace, wanted) : workloadCreation(namespace, workloadOf(random, wanted));
      if (!random.chance(0.2)) return { ...asked, request: { ...asked.request, userName: 'admin' } };
      return { ...asked, by: robot, request: { ...asked.request, userName: EXEMPT_USER } };
    });
    const rows = settle('pods and workloads, exemptions', minor, await askBoth(control, cluster, requests));
    const exempt = rows.filter(({ server }) => server?.annotations['exempt'] !== undefined);
    expect(exempt.length).toBeGreaterThan(CREATED / 5);
  }, 180_000);

  test(`${CHANGED} namespaces created and changed, some of them exempt`, async () => {
    const stored = await inParallel([...namespaces.keys()], WIDTH, async (name) => {
      const { body } = await api.request('GET', `/api/v1/namespaces/${name}`);
      return body as Fields;
    });
    const requests = Array.from({ length: CHANGED }, () =>
      random.chance(0.2)
        ? namespaceCreation(random.pick(['created', 'exempt-none']), anyLabels(random, 0.1))
        : namespaceUpdate(random, random.pick(stored), 0.1),
    );
    const rows = settle('namespaces, defaults and exemptions', minor, await askBoth(control, cluster, requests));
    const warned = rows.filter(({ server }) => server?.warnings.some((text) => text.includes('is exempt from Pod Security')));
    expect(warned.length).toBeGreaterThan(CHANGED / 50);
  }, 180_000);
});

async function relabel(
  control: Named,
  name: string,
  labels: Labels,
  cluster: Cluster,
  known: Map<string, Labels>,
): Promise<void> {
  known.set(name, labels);
  await labelNamespace(control, name, labels, cluster);
}

async function newRuntimeClass(api: Api, name: string): Promise<void> {
  const object = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: 'runc' };
  await api.request('POST', '/apis/node.k8s.io/v1/runtimeclasses', object);
}

/** The same pod, sometimes of a runtime class. */
function withClass(random: Dice, pod: Fields): Fields {
  if (!random.chance(0.3)) return pod;
  return { ...pod, spec: { ...(pod['spec'] as Fields), runtimeClassName: random.pick(RUNTIME_CLASSES) } };
}
