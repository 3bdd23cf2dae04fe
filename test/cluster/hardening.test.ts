import { join } from 'node:path';
import { workloadsOf, type JsonObject, type KubeObject, type Workload } from '@bulwark/model';
import { hardenObject, versionOf, type HardenedObject } from '@bulwark/pod-security';
import { placeOf } from '@bulwark/engine';
import { load } from '@bulwark/source';
import { describe, expect, inject, test } from 'vitest';
import { corporaFolder } from '../../tools/corpora.ts';
import type { Answer } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { servedKinds } from './objects/kinds.ts';
import { messageOf } from './pods/server-verdict.ts';
import { addScore } from './scoreboard.ts';

const SOURCES = ['real', 'vulnerable/kubernetes-goat', 'vulnerable/badpods'];
const WIDTH = 16;

const corpora = corporaFolder();
if (corpora === undefined) console.log('skipped: hardened workloads: no corpora');

describe.runIf(corpora !== undefined).for(controlPlanes())('what is hardened, and Kubernetes $minor', ({ minor, api }) => {
  test.for(['baseline', 'restricted'] as const)('is admitted where %s is enforced, if it was taken before', async (level) => {
    const { inventory } = load(SOURCES.map((source) => join(corpora ?? '', source)));
    const newest = Number(minor.split('.')[1]);
    const kinds = await servedKinds(api);
    const open = await newNamespace(api, { 'pod-security.kubernetes.io/enforce': 'privileged' });
    const labels = { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/warn': level };
    const enforced = await newNamespace(api, labels);
    const reached = inventory.objects
      .filter(({ apiVersion, kind }) => kinds.get(`${apiVersion} ${kind}`)?.namespaced === true)
      .map((object) => hardenObject(object, { level, version: versionOf(newest) }, newest))
      .filter(isReached);
    const send = (objects: readonly KubeObject[], namespace: string): Promise<readonly Answer[]> =>
      inParallel(objects, WIDTH, (object) => {
        const path = kinds.get(`${object.apiVersion} ${object.kind}`)?.path(namespace) ?? '';
        return api.request('POST', `${path}?dryRun=All`, textOf(object.value, namespace));
      });
    const sendPods = (objects: readonly KubeObject[], namespace: string): Promise<readonly Answer[]> =>
      inParallel(objects.map(podFrom), WIDTH, (pod) =>
        api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, textOf(pod, namespace)),
      );
    const before = reached.map(({ object }) => object);
    const after = reached.map(({ hardened }) => hardened);
    const [was, is, podWas, podIs] = [
      await send(before, open),
      await send(after, enforced),
      await sendPods(before, open),
      await sendPods(after, enforced),
    ];
    const taken = reached.flatMap((each, at) => (was[at]?.status === 201 && podWas[at]?.status === 201 ? [{ ...each, at }] : []));
    const refused = taken.flatMap(({ object, at }) => {
      const answers = [is[at], podIs[at]];
      const words = answers.flatMap((answer) => {
        if (answer === undefined) return ['was not sent'];
        return answer.status === 201 ? answer.warnings.filter((text) => text.includes('PodSecurity')) : [messageOf(answer)];
      });
      return words.length === 0 ? [] : [`${placeOf(object, [])?.file} ${object.kind} ${object.name}: ${words[0]}`];
    });
    addScore(inject('scoreboard'), {
      test: `hardened workloads admitted, ${level}`,
      minor,
      cases: taken.length,
      agree: taken.length - refused.length,
      elsewhere: reached.length - taken.length,
    });
    expect(refused.slice(0, 5)).toEqual([]);
    expect(taken.length).toBeGreaterThan(level === 'restricted' ? 500 : 20);
  });
});

function isReached({ workloads }: HardenedObject): boolean {
  return (
    workloads.length === 1 && workloads.some(({ before, after }) => before.verdict !== 'allowed' && after.verdict === 'allowed')
  );
}

const ELSEWHERE = new Set([
  'serviceAccountName',
  'serviceAccount',
  'priorityClassName',
  'priority',
  'runtimeClassName',
  'restartPolicy',
]);

/** A pod as the controllers make it, without what the namespace of a test does not have. */
function podFrom(object: KubeObject): JsonObject {
  const [workload] = workloadsOf(object) as readonly [Workload];
  const spec = Object.fromEntries(Object.entries(workload.spec).filter(([field]) => !ELSEWHERE.has(field)));
  const never = object.kind === 'Job' || object.kind === 'CronJob' ? { restartPolicy: 'Never' } : {};
  const metadata = { ...(workload.metadata as object | undefined), name: 'p' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, ...never } };
}

/** As somebody sends it who puts all of it into one namespace. */
function textOf(value: JsonObject, namespace: string): string {
  const { metadata } = value as { readonly metadata?: object };
  return JSON.stringify({ ...value, metadata: { ...metadata, namespace } }, (_, each: unknown) =>
    typeof each === 'bigint' ? Number(each) : each,
  );
}
