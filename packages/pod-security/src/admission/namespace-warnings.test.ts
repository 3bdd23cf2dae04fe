import type { Json, JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { LATEST } from '../version.ts';
import { clusterOf, podAt } from '../testing/cluster.ts';
import { MOST_PODS, namespaceWarnings } from './namespace-warnings.ts';

const RESTRICTED = { level: 'restricted', version: LATEST } as const;

function pod(name: string, spec: JsonObject, controller?: string): Json {
  const ownerReferences = controller === undefined ? [] : [{ uid: 'x' }, { uid: controller, controller: true }];
  return { ...podAt('restricted', spec), metadata: { name, ownerReferences } };
}

const hostPID = { hostPID: true };

test('pods with the same reasons are told together, under the first name', () => {
  const pods = [
    pod('c', hostPID),
    pod('a', hostPID),
    pod('b', hostPID),
    pod('z', { hostPID: true, volumes: [{ name: 'v', nfs: {} }] }),
    pod('good', {}),
  ];
  expect(namespaceWarnings('test', RESTRICTED, clusterOf({ pods }))).toEqual([
    'existing pods in namespace "test" violate the new PodSecurity enforce level "restricted:latest"',
    'a (and 2 other pods): host namespaces',
    'z: host namespaces, restricted volume types',
  ]);
});

test('the first pods of controllers come before their others, and exempt ones not at all', () => {
  const pods = [
    pod('exempt', { hostPID: true, runtimeClassName: 'kata' }),
    pod('one-1', hostPID, '1'),
    pod('one-2', hostPID, '1'),
    pod('two-1', { hostIPC: true, volumes: [{ name: 'v', nfs: {} }] }, '2'),
    pod('two-2', {}, '2'),
    pod('alone', { volumes: [{ name: 'v', nfs: {} }] }),
  ];
  const cluster = clusterOf({ pods, exemptions: { runtimeClasses: ['kata'] } });
  expect(namespaceWarnings('test', RESTRICTED, cluster, 3)).toEqual([
    'new PodSecurity enforce level only checked against the first 3 of 5 existing pods',
    'existing pods in namespace "test" violate the new PodSecurity enforce level "restricted:latest"',
    'alone: restricted volume types',
    'one-1: host namespaces',
    'two-1: host namespaces, restricted volume types',
  ]);
});

test('no more than 3000 pods are looked at', () => {
  const pods = Array.from({ length: MOST_PODS + 1 }, (_, index) => pod(`p${index}`, index === MOST_PODS ? hostPID : {}));
  expect(namespaceWarnings('test', RESTRICTED, clusterOf({ pods }))).toEqual([
    'new PodSecurity enforce level only checked against the first 3000 of 3001 existing pods',
  ]);
});

test('pods that cannot be had are said to be missing', () => {
  expect(namespaceWarnings('test', RESTRICTED, clusterOf({}))).toEqual([
    'failed to list pods while checking new PodSecurity enforce level',
  ]);
});
