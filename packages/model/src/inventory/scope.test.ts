import { expect, test } from 'vitest';
import { KindIndex } from './kind-index.ts';
import { kubeObject, type KubeObject } from '../kube-object.ts';
import { Scope } from './scope.ts';

function account(name: string, namespace: string, extra: object = {}): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace }, ...extra });
}

const far = account('shared', 'shop', { automountServiceAccountToken: false });
const farOnly = account('far', 'shop');
const near = account('shared', 'shop', { automountServiceAccountToken: true });
const nearOnly = account('near', 'shop');
const elsewhere = account('far', 'other');

const base = new Scope('', KindIndex.of([far, farOnly, elsewhere]));
const overlay = new Scope('envs/dev', KindIndex.of([near, nearOnly]), { parent: base });

test('a scope sees its own objects first, then those around it', () => {
  expect(overlay.get('', 'ServiceAccount', 'shop', 'shared')).toBe(near);
  expect(overlay.get('', 'ServiceAccount', 'shop', 'far')).toBe(farOnly);
  expect(overlay.get('', 'ServiceAccount', 'shop', 'none')).toBeUndefined();
});

test('the scope around it does not see into it', () => {
  expect(base.get('', 'ServiceAccount', 'shop', 'shared')).toBe(far);
  expect(base.get('', 'ServiceAccount', 'shop', 'near')).toBeUndefined();
});

test('what a nearer scope declares anew hides the farther', () => {
  expect([...overlay.ofKind('', 'ServiceAccount')]).toEqual([nearOnly, near, elsewhere, farOnly]);
  expect([...overlay.inNamespace('', 'ServiceAccount', 'shop')]).toEqual([nearOnly, near, farOnly]);
  expect([...overlay.inNamespace('', 'ServiceAccount', undefined)]).toEqual([]);
  expect([...base.inNamespace('', 'ServiceAccount', 'other')]).toEqual([elsewhere]);
});

test('its buckets are those of its index and of the scopes around it', () => {
  expect(overlay.buckets('', 'ServiceAccount')).toEqual([
    overlay.index.bucket('', 'ServiceAccount'),
    base.index.bucket('', 'ServiceAccount'),
  ]);
  expect(overlay.buckets('', 'ServiceAccount')[1]).toBe(base.index.bucket('', 'ServiceAccount'));
});

test('a scope is not complete unless somebody says so', () => {
  expect(base.complete).toBe(false);
  expect(new Scope('', new KindIndex(), { complete: true }).complete).toBe(true);
});
