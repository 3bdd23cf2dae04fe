import { expect, test } from 'vitest';
import { namespaceLabels, type NamespaceLabels } from './namespace.ts';
import { Inventory } from '../inventory/inventory.ts';
import type { Json } from '../json.ts';
import { kubeObject } from '../kube-object.ts';

const NAME = 'kubernetes.io/metadata.name';

function labelsOf(labels: Json | undefined, complete = false): NamespaceLabels {
  const metadata = labels === undefined ? { name: 'shop' } : { name: 'shop', labels };
  const object = kubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata });
  return namespaceLabels(Inventory.of([object], { complete }).scopeOf(object), 'shop');
}

test('the labels are those of the namespace and its name', () => {
  const { known, object, labels } = labelsOf({ team: 'a', [NAME]: 'wrong' });
  expect(known).toBe(true);
  expect(object?.name).toBe('shop');
  expect(labels).toEqual({ team: 'a', [NAME]: 'shop' });
});

test.each<Json | undefined>([undefined, null, 'text', [], { team: 5 }])('labels of the wrong type are none: %j', (labels) => {
  expect(labelsOf(labels).labels).toEqual({ [NAME]: 'shop' });
});

test('a namespace that is not there is known where everything is there', () => {
  const scope = (complete: boolean) => Inventory.of([], { complete }).scopeOf(kubeObject({ apiVersion: 'v1', kind: 'Pod' }));
  expect(namespaceLabels(scope(false), 'shop')).toEqual({ known: false, object: undefined, labels: { [NAME]: 'shop' } });
  expect(namespaceLabels(scope(true), 'shop')).toEqual({ known: true, object: undefined, labels: { [NAME]: 'shop' } });
});

test('a namespace that says to be in a namespace is found', () => {
  const object = kubeObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', namespace: 'shop', labels: { a: 'b' } },
  });
  expect(namespaceLabels(Inventory.of([object]).scopeOf(object), 'shop').labels).toEqual({ a: 'b', [NAME]: 'shop' });
});
