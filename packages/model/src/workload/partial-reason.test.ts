import { expect, test } from 'vitest';
import { kubeObject, type Partiality } from '../kube-object.ts';
import { partialReason, type PartialReason } from './partial-reason.ts';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } };
const reasonOf = (partial: Partiality | undefined, value = pod): PartialReason | undefined =>
  partialReason(kubeObject(value, { partial }));

test('what is missing is named, and where', () => {
  expect(reasonOf('incomplete-workload')).toEqual({
    at: ['spec', 'containers', 0, 'image'],
    unknown: 'container "web" has no image: the API server demands it, so this is a part of an object, and the rest is elsewhere',
  });
});

test('a patch leaves out what its base has, a whole object has no reason', () => {
  expect(reasonOf('kustomize-patch')).toEqual({
    at: [],
    unknown: 'it is a Kustomize patch: what it leaves out is in its base',
  });
  expect(reasonOf(undefined)).toBeUndefined();
});

test('whoever says that an object is incomplete is believed', () => {
  expect(reasonOf('incomplete-workload', { ...pod, kind: 'Widget' })).toMatchObject({ at: [] });
});
