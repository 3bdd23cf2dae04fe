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
import { namespaceCreation, namespaceRelabelling, namespaceUpdate } from './pod-security/namespace-requests.ts';
import { anyLabels, type Labels } from './pod-security/policy-labels.ts';
import { newOwner, populate } from './pod-security/populate.ts';
import { settle } from './pod-security/settle.ts';
import { generatePods } from './pods/generate.ts';
import type { Fields } from './pods/pod.ts';
import { seed } from './seed.ts';

const CREATED = 1500;
const NAMESPACES = 24;
const MOST_PODS = 40;
const UPDATES = 1200;
const WIDTH = 16;
/** All of the second kind have one controller, and some of them are not looked at. */
const CROWD = 3100;
const ALONE = 500;

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
    await inParallel(names, WIDTH, async (name) => {
      const own = dice(seed() + 100 + names.indexOf(name));
      const wanted = generatePods(own.below(MOST_PODS), seed() + 100 + names.indexOf(name));
      pods.set(name, await populate(control.api, name, wanted, own));
    });
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

describe.for(controlPlanes().slice(0, 1))('Pod Security of a crowded namespace in Kubernetes $minor', (control) => {
  test(`no more than 3000 of ${CROWD} pods are looked at, and those of one controller last`, async () => {
    const name = await newNamespace(control.api);
    const owner = await newOwner(control.api, name, 'owner');
    const crowd = Array.from({ length: CROWD }, (_, at): Fields => {
      const isAlone = at < ALONE;
      const metadata = { name: `${isAlone ? 'alone' : 'owned'}-${at}`, ...(!isAlone && { ownerReferences: [owner] }) };
      const containers = [{ name: 'web', image: 'nginx', securityContext: isAlone ? { privileged: true } : {} }];
      return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...(!isAlone && { hostNetwork: true }), containers } };
    });
    const created = await inParallel(crowd, WIDTH, (pod) => control.api.request('POST', `/api/v1/namespaces/${name}/pods`, pod));
    const pods = new Map([[name, created.map(({ body }) => body as Json)]]);
    const cluster = clusterOf(control, { namespaces: new Map([[name, {}]]), pods });
    const { body } = await control.api.request('GET', `/api/v1/namespaces/${name}`);
    const requests = ['baseline', 'restricted'].map((level) =>
      namespaceRelabelling(body as Fields, { 'pod-security.kubernetes.io/enforce': level }),
    );
    await seesAllPods(control, cluster, requests);
    const rows = settle('namespaces with more than 3000 pods', control.minor, await askBoth(control, cluster, requests));
    expect(rows[0]?.server?.warnings).toEqual([
      `new PodSecurity enforce level only checked against the first 3000 of ${CROWD} existing pods`,
      `existing pods in namespace "${name}" violate the new PodSecurity enforce level "baseline:latest"`,
      `alone-0 (and ${ALONE - 1} other pods): privileged`,
      expect.stringMatching(new RegExp(`^owned-\\d+ \\(and ${2999 - ALONE} other pods\\): host namespaces$`)),
    ]);
  }, 300_000);
});

/** The server watches its pods and needs a moment. */
async function seesAllPods(control: Named, cluster: Cluster, requests: Parameters<typeof askBoth>[2]): Promise<void> {
  await eventually(async () => {
    const rows = await askBoth(control, cluster, requests.slice(0, 50));
    return rows.every(({ server, ours }) => server === undefined || isDeepStrictEqual(server, ours)) ? true : undefined;
  });
}
