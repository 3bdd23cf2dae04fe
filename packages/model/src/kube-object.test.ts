import { expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { groupOf, identityOf, isKubeValue, kubeObject } from './kube-object.ts';

test.each([
  ['v1', ''],
  ['apps/v1', 'apps'],
  ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io'],
  ['', ''],
])('the group of %j is %j', (apiVersion, group) => {
  expect(groupOf(apiVersion)).toBe(group);
});

test('an object has a kind and an apiVersion of text', () => {
  expect(isKubeValue({ kind: 'Pod', apiVersion: 'v1' })).toBe(true);
  for (const value of [
    undefined,
    null,
    'Pod',
    [],
    {},
    { kind: 'Pod' },
    { kind: '', apiVersion: 'v1' },
    { kind: 1, apiVersion: 'v1' },
  ]) {
    expect(isKubeValue(value)).toBe(false);
  }
});

test('a kind without namespaces has none, whatever the manifest says', () => {
  const metadata = { name: 'web', namespace: 'shop' };
  expect(kubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata }).namespace).toBeUndefined();
  expect(kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata }).namespace).toBe('shop');
  expect(kubeObject({ apiVersion: 'example.com/v1', kind: 'Widget', metadata }).namespace).toBe('shop');
  expect(kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: '' } }).namespace).toBeUndefined();
});

test('an object that names no namespace goes where it is put, if its kind is known to have one', () => {
  const placed = (value: JsonObject): string | undefined => kubeObject(value, { namespace: 'prod' }).namespace;
  expect(placed({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })).toBe('prod');
  expect(placed({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } })).toBe('shop');
  expect(placed({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 7 } })).toBeUndefined();
  expect(placed({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'web' } })).toBeUndefined();
  expect(placed({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'web' } })).toBeUndefined();
});

test('a name that the server makes is shown as its beginning', () => {
  expect(kubeObject({ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'run-' } }).name).toBe('run-*');
  expect(kubeObject({ apiVersion: 'batch/v1', kind: 'Job' }).name).toBe('');
});

test.each([
  ['name', false, 'metadata.name is read as false, not as text, and the API server refuses it: put it in quotes'],
  ['namespace', 1e3, 'metadata.namespace is read as 1000, not as text, and the API server refuses it: put it in quotes'],
  ['name', 2n ** 70n, `metadata.name is read as ${2n ** 70n}, not as text, and the API server refuses it: put it in quotes`],
  ['generateName', [], 'metadata.generateName is a list, not text, and the API server refuses it'],
  ['namespace', {}, 'metadata.namespace is a map, not text, and the API server refuses it'],
])('a %s that is no text is said to be none', (field, value, reason) => {
  const metadata: JsonObject = { name: 'web', namespace: 'shop', [field]: value };
  const object = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata });
  expect(object.misnamed).toEqual([{ path: ['metadata', field], reason }]);
  expect(field === 'generateName' ? 'web' : object[field as 'name' | 'namespace']).toBe(
    { name: '', namespace: undefined, generateName: 'web' }[field],
  );
});

test('a name that is text, null or missing is no mistake of this kind', () => {
  for (const metadata of [{ name: '123', namespace: 'off' }, { name: null }, { generateName: 'a-' }, {}, null, 'x'])
    expect(kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata }).misnamed).toEqual([]);
});

test('the identity is the same in every version of the API', () => {
  const of = (apiVersion: string): string =>
    identityOf(kubeObject({ apiVersion, kind: 'CronJob', metadata: { name: 'a', namespace: 'b' } }));
  expect(of('batch/v1')).toBe(of('batch/v1beta1'));
  expect(of('batch/v1')).not.toBe(of('example.com/v1'));
});
