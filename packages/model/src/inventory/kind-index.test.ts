import { expect, test } from 'vitest';
import { KindIndex } from './kind-index.ts';
import type { JsonObject } from '../json.ts';
import { kubeObject, type KubeObject } from '../kube-object.ts';

function pod(name: string, namespace?: string, labels: Record<string, string> = {}): KubeObject {
  return kubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels },
  });
}

const service = kubeObject({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } });
const names = (objects: Iterable<KubeObject>): readonly string[] => [...objects].map(({ name }) => name);

test('finds an object by what it is, where it is and its name', () => {
  const web = pod('web', 'shop');
  const index = KindIndex.of([web, service]);
  expect(index.get('', 'Pod', 'shop', 'web')).toBe(web);
  expect(index.get('', 'Service', 'shop', 'web')).toBe(service);
  expect(index.get('', 'Pod', 'other', 'web')).toBeUndefined();
  expect(index.get('apps', 'Pod', 'shop', 'web')).toBeUndefined();
  expect(index.get('', 'constructor', '__proto__', 'toString')).toBeUndefined();
});

test('an object without a namespace is found without one', () => {
  const open = pod('web');
  const index = KindIndex.of([open]);
  expect(index.get('', 'Pod', undefined, 'web')).toBe(open);
  expect(names(index.inNamespace('', 'Pod', undefined))).toEqual(['web']);
});

test('of two objects with one identity the later is found', () => {
  const [first, second] = [pod('web', 'shop'), pod('web', 'shop')];
  expect(KindIndex.of([first, second]).get('', 'Pod', 'shop', 'web')).toBe(second);
});

test('lists by namespace and name, in whatever order they came', () => {
  const all = [pod('b', 'y'), pod('a', 'y'), pod('c', 'x'), pod('a')];
  for (const objects of [all, all.toReversed()]) {
    const index = KindIndex.of(objects);
    expect(names(index.ofKind('', 'Pod'))).toEqual(['a', 'c', 'a', 'b']);
    expect(names(index.inNamespace('', 'Pod', 'y'))).toEqual(['a', 'b']);
  }
  expect(names(KindIndex.of(all).ofKind('', 'Secret'))).toEqual([]);
  expect(names(KindIndex.of(all).inNamespace('', 'Pod', 'z'))).toEqual([]);
});

test('objects without a name of their own are all found by their kind, and none by a name', () => {
  const made = (metadata: JsonObject): KubeObject => kubeObject({ apiVersion: 'batch/v1', kind: 'Job', metadata });
  const [first, second] = [made({ generateName: 'run-' }), made({ generateName: 'run-' })];
  const [nameless, other] = [made({}), made({})];
  const index = KindIndex.of([first, nameless, second, other]);
  expect(index.ofKind('batch', 'Job')).toEqual([nameless, other, first, second]);
  expect(index.get('batch', 'Job', undefined, 'run-*')).toBeUndefined();
  expect(index.get('batch', 'Job', undefined, '')).toBeUndefined();
  const next = index.apply([first, other], [made({ name: 'run-*' })]);
  expect(next.ofKind('batch', 'Job')).toHaveLength(3);
  expect(next.ofKind('batch', 'Job')[0]).toBe(nameless);
  expect(next.ofKind('batch', 'Job')).toContain(second);
  expect(
    next
      .apply([second, nameless], [])
      .ofKind('batch', 'Job')
      .map(({ identified }) => identified),
  ).toEqual([true]);
});

test('a change makes the touched maps anew and shares the others', () => {
  const index = KindIndex.of([pod('a', 'x'), pod('b', 'y'), service]);
  const next = index.apply([], [pod('c', 'x')]);
  expect(names(next.ofKind('', 'Pod'))).toEqual(['a', 'c', 'b']);
  expect(names(index.ofKind('', 'Pod'))).toEqual(['a', 'b']);
  expect(next.bucket('', 'Service')).toBe(index.bucket('', 'Service'));
  expect(next.bucket('', 'Pod')).not.toBe(index.bucket('', 'Pod'));
  expect(next.bucket('', 'Pod').get('y')).toBe(index.bucket('', 'Pod').get('y'));
  expect(next.bucket('', 'Pod').get('x')).not.toBe(index.bucket('', 'Pod').get('x'));
});

test('what is removed and put in again in one change is there', () => {
  const [old, fresh] = [pod('a', 'x'), pod('a', 'x', { app: 'web' })];
  expect(KindIndex.of([old]).apply([old], [fresh]).get('', 'Pod', 'x', 'a')).toBe(fresh);
});

test('taking out what is not there changes nothing, and an emptied kind is as if it had never been', () => {
  const index = KindIndex.of([pod('a', 'x'), service]);
  expect(index.apply([pod('b', 'x')], []).bucket('', 'Pod')).toBe(index.bucket('', 'Pod'));
  const emptied = index.apply([pod('a', 'x')], []);
  expect(emptied.bucket('', 'Pod')).toBe(new KindIndex().bucket('', 'Pod'));
});
