import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { fixedChanges } from './fixed-changes.ts';

const set = (spec: JsonObject): JsonObject => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
const config = (rest: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', ...rest });
const pathsOf = (before: JsonObject, after: JsonObject, minor?: number): readonly string[] =>
  fixedChanges(before, after, minor).map(({ path }) => path.join('.'));

test('what the server keeps differs by minor', () => {
  const before = set({ serviceName: 'db', revisionHistoryLimit: 3, replicas: 1 });
  expect(pathsOf(before, set({ serviceName: 'db', revisionHistoryLimit: 3, replicas: 2 }), 32)).toEqual([]);
  expect(pathsOf(before, set({ serviceName: 'db', revisionHistoryLimit: 4, replicas: 1 }), 32)).toEqual(['spec']);
  expect(pathsOf(before, set({ serviceName: 'db', revisionHistoryLimit: 4, replicas: 1 }), 33)).toEqual([]);
  expect(pathsOf(before, set({ serviceName: 'other', revisionHistoryLimit: 3 }), 36)).toEqual(['spec']);
  expect(fixedChanges(before, set({ serviceName: 'other', revisionHistoryLimit: 3 }))).toEqual([
    { path: ['spec', 'serviceName'], message: 'spec.serviceName cannot be changed once the object is there' },
  ]);
});

test('some fields are fixed only where the object says so', () => {
  expect(pathsOf(config({ data: { a: 'b' } }), config({ data: { a: 'c' } }))).toEqual([]);
  expect(pathsOf(config({ data: { a: 'b' }, immutable: true }), config({ data: { a: 'c' } }))).toEqual(['immutable', 'data']);
});

test('amounts count by what they say, and what is empty is nothing', () => {
  const claim = (storage: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { accessModes: ['ReadWriteOnce'], resources: { limits: { storage } }, selector: {} },
  });
  expect(pathsOf(claim('1Gi'), claim('1024Mi'))).toEqual([]);
  expect(pathsOf(claim('1Gi'), claim('2Gi'))).toEqual(['spec']);
});

test('kinds without such fields, custom kinds, and values of any shape', () => {
  const thing = { apiVersion: 'example.com/v1', kind: 'StatefulSet', spec: { a: 1 } };
  expect(fixedChanges(thing, { ...thing, spec: { a: 2 } })).toEqual([]);
  for (const spec of [null, 'x', 3, [], [null], { template: null, selector: 'x' }]) {
    for (const kind of ['Pod', 'Service', 'PersistentVolumeClaim']) {
      const odd = { apiVersion: 'v1', kind, spec };
      expect(fixedChanges(odd, odd)).toEqual([]);
      expect(() => fixedChanges(odd, { ...odd, spec: { clusterIPs: 'x', tolerations: [null], containers: {} } })).not.toThrow();
    }
  }
});
