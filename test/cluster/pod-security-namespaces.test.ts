import type { Json } from '@bulwark/model';
import type { Cluster } from '@bulwark/pod-security';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace, type Named } from './control-planes.ts';
import { dice } from './dice.ts';
import { eventually } from './eventually.ts';
import { askBoth } from './pod-security/ask-both.ts';
import { clusterOf } from './pod-security/cluster-of.ts';
import { labelNamespace } from './pod-security/label-namespace.ts';
import { namespaceCreation, namespaceUpdate } from './pod-security/namespace-requests.ts';
import { anyLabels, type Labels } from './pod-security/policy-labels.ts';
import { populate } from './pod-security/populate.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import type { Fields } from './pods/pod.ts';
import { seed } from './seed.ts';

const CREATED = 1500;
const NAMESPACES = 24;
const MOST_PODS = 40;
const UPDATES = 1200;
const WIDTH = 16;

describe.for(controlPlanes())('Pod Security of namespaces in Kubernetes $minor', (control) => {
  test(`${CREATED} namespaces created with labels, right and wrong`, async () => {
    const random = dice(seed() + 5);
    const requests = Array.from({ length: CREATED }, (_, at) => namespaceCreation(`created-${at}`, anyLabels(random, 0.3)));
    const cluster = clusterOf(control, { namespaces: new Map() });
    const rows = settle('namespaces created', control.minor, await askBoth(control, cluster, requests));
    const refused = rows.filter(({ server }) => server?.decision !== 'allowed');
    expect(refused.length).toBeGreaterThan(CREATED / 5);
    expect(refused.length).toBeLessThan((CREATED * 4) / 5);
  }, 300_000);

  test(`${UPDATES} namespaces with pods get other labels`, async () => {
    const random = dice(seed() + 6);
    const pods = new Map<string, readonly Json[]>();
    const names = await inParallel(Array.from({ length: NAMESPACES }), WIDTH, () => newNamespace(control.api));
    for (const [at, name] of names.entries()) {
      const wanted = generatePods(random.below(MOST_PODS), seed() + 100 + at);
      pods.set(name, await populate(control.api, name, wanted, random));
    }
    const namespaces = new Map<string, Labels>(names.map((name) => [name, anyLabels(random, 0.15)]));
    const cluster = clusterOf(control, { namespaces, pods });
    await inParallel(names, WIDTH, (name) => labelNamespace(control, name, namespaces.get(name) ?? {}, cluster));
    const stored = await inParallel(names, WIDTH, async (name) => {
      const { body } = await control.api.request('GET', `/api/v1/namespaces/${name}`);
      return body as Fields;
    });

    const requests = Array.from({ length: UPDATES }, () => namespaceUpdate(random, random.pick(stored), 0.1));
    await seesAllPods(control, cluster, requests);
    const rows = settle('namespaces updated', control.minor, await askBoth(control, cluster, requests));
    expect(rows.filter(({ server }) => (server?.warnings.length ?? 0) > 1).length).toBeGreaterThan(UPDATES / 10);
  }, 300_000);
});

/** The server watches its pods and needs a moment. */
async function seesAllPods(control: Named, cluster: Cluster, requests: Parameters<typeof askBoth>[2]): Promise<void> {
  await eventually(async () => {
    const rows = await askBoth(control, cluster, requests.slice(0, 50));
    return rows.every(({ server, ours }) => server === undefined || isDeepStrictEqual(server, ours)) ? true : undefined;
  });
}
