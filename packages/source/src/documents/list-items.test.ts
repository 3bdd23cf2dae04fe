import { stringAt, type JsonObject, type Locator } from '@bulwark/model';
import { expect, test } from 'vitest';

import { objectsOf } from './list-items.ts';

/** A locator that only remembers where it looks from. */
const locatorAt = (path: readonly (string | number)[]): Locator & { readonly path: readonly (string | number)[] } => ({
  path,
  find: () => undefined,
  nearest: () => undefined,
  below: (way) => locatorAt([...path, ...way]),
});

/** `apiVersion/kind name @ place` of each object, then the strays. */
function taken(value: JsonObject): string[] {
  const { objects, strays } = objectsOf(value, locatorAt([]));
  const lines = objects.map((object) => {
    const type = ['apiVersion', 'kind', 'name'].map((field) => stringAt(object.value, field)).join(' ');
    return `${type} @ ${(object.locator as ReturnType<typeof locatorAt>).path.join('.')}`;
  });
  return [...lines, ...strays.map((path) => `stray ${path.join('.')}`)];
}

test('an object is itself', () => {
  expect(taken({ apiVersion: 'v1', kind: 'Pod', name: 'a' })).toEqual(['v1 Pod a @ ']);
});

test('a List is its items, Lists in it too', () => {
  const inner = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Secret', name: 'c' }] };
  expect(
    taken({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, inner] }),
  ).toEqual(['apps/v1 Deployment a @ items.0', 'v1 Secret c @ items.1.items.0']);
});

test('an item of a typed list that says nothing of its type has that of the list', () => {
  const list = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBindingList' };
  expect(
    taken({ ...list, items: [{ name: 'a' }, { apiVersion: 'v1', kind: 'Pod', name: 'b' }, { apiVersion: 'v1', name: 'half' }] }),
  ).toEqual(['rbac.authorization.k8s.io/v1 RoleBinding a @ items.0', 'v1 Pod b @ items.1', 'stray items.2']);
});

test('an item knows where it stands in its document', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', name: 'a' };
  const inner = { apiVersion: 'v1', kind: 'List', items: [pod] };
  const { objects } = objectsOf({ apiVersion: 'v1', kind: 'List', items: [pod, inner] }, locatorAt([]));
  expect(objects.map(({ within }) => within)).toEqual([
    ['items', 0],
    ['items', 1, 'items', 0],
  ]);
  expect(objectsOf(pod, locatorAt([])).objects[0]?.within).toBeUndefined();
});

test('what is no object is a stray', () => {
  expect(taken({ apiVersion: 'v1', kind: 'List', items: [null, 'text', ['x'], {}, { kind: 'Pod', name: 'a' }] })).toEqual([
    'stray items.0',
    'stray items.1',
    'stray items.2',
    'stray items.3',
    'stray items.4',
  ]);
  expect(taken({ apiVersion: 'v1', kind: 'PodList', items: [['x']] })).toEqual(['stray items.0']);
});

test('only a list named items makes a List', () => {
  expect(taken({ apiVersion: 'x/v1', kind: 'AllowList', name: 'a', items: 'none' })).toEqual(['x/v1 AllowList a @ ']);
  expect(taken({ apiVersion: 'x/v1', kind: 'AllowList', name: 'a' })).toEqual(['x/v1 AllowList a @ ']);
  expect(taken({ apiVersion: 'x/v1', kind: 'Menu', name: 'a', items: [] })).toEqual(['x/v1 Menu a @ ']);
  expect(taken({ apiVersion: 'v1', kind: 'List', items: [] })).toEqual([]);
});

test('Lists nested as deep as a reader allows do no harm', () => {
  let value: JsonObject = { apiVersion: 'v1', kind: 'Pod', name: 'deep' };
  for (let depth = 0; depth < 500; depth++) value = { apiVersion: 'v1', kind: 'List', items: [value] };
  expect(objectsOf(value, locatorAt([])).objects.map((object) => object.value['name'])).toEqual(['deep']);
});
