import { expect, test } from 'vitest';
import { NOTHING_COVERED } from './coverage.ts';
import { Inventory, type Change } from './inventory.ts';
import type { JsonObject } from '../json.ts';
import { kubeObject, type KubeObject, type ObjectContext } from '../kube-object.ts';

function config(name: string, context: ObjectContext = {}, data = ''): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { data } }, context);
}

const set = (object: KubeObject): Change => ({ type: 'set', object });
const gone = (object: KubeObject): Change => ({ type: 'delete', object });
const found = (inventory: Inventory, object: KubeObject): KubeObject | undefined =>
  inventory.scopeOf(object).get('', 'ConfigMap', 'shop', object.name);

test('keeps the objects in the order in which they were read', () => {
  const objects = [config('b'), config('a'), config('b')];
  expect(Inventory.of(objects).objects).toEqual(objects);
  expect(Inventory.of(objects).coverage).toBe(NOTHING_COVERED);
});

test('each scope looks into the folders around it, and not beside it', () => {
  const base = config('settings', { scope: '' });
  const dev = config('dev', { scope: 'envs/dev' });
  const deep = config('deep', { scope: 'envs/dev/eu' });
  const prod = config('settings', { scope: 'envs/prod' }, 'prod');
  const inventory = Inventory.of([deep, prod, dev, base]);
  expect(inventory.scopes.map(({ id, parent }) => [id, parent?.id])).toEqual([
    ['', undefined],
    ['envs/dev', ''],
    ['envs/prod', ''],
    ['envs/dev/eu', 'envs/dev'],
  ]);
  expect(inventory.scopeOf(deep).get('', 'ConfigMap', 'shop', 'dev')).toBe(dev);
  expect(inventory.scopeOf(deep).get('', 'ConfigMap', 'shop', 'settings')).toBe(base);
  expect(inventory.scopeOf(prod).get('', 'ConfigMap', 'shop', 'settings')).toBe(prod);
  expect(inventory.scopeOf(prod).get('', 'ConfigMap', 'shop', 'dev')).toBeUndefined();
});

test('a folder is no ancestor of one whose name only begins alike', () => {
  const inventory = Inventory.of([config('a', { scope: 'env' }), config('b', { scope: 'env-b/x' })]);
  expect(inventory.scopeOf(config('b', { scope: 'env-b/x' })).parent).toBeUndefined();
});

test('an object that is not in the inventory still has the scopes around it', () => {
  const base = config('settings');
  const inventory = Inventory.of([base], { complete: true });
  const scope = inventory.scopeOf(config('new', { scope: 'envs/new' }));
  expect(scope.id).toBe('envs/new');
  expect(scope.complete).toBe(true);
  expect(scope.get('', 'ConfigMap', 'shop', 'settings')).toBe(base);
});

test('an object that the API server refuses for its name is there and is never looked up', () => {
  const account = (metadata: JsonObject): KubeObject => kubeObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  const refused = [account({ name: 'default', namespace: false }), account({ name: 1 })];
  const inventory = Inventory.of(refused);
  expect(inventory.objects).toEqual(refused);
  const scope = inventory.scopeOf(account({ name: 'default' }));
  expect(scope.get('', 'ServiceAccount', undefined, 'default')).toBeUndefined();
  expect([...scope.ofKind('', 'ServiceAccount')]).toEqual([]);
});

test('a partial object is there and is never looked up', () => {
  const patch = config('settings', { partial: 'kustomize-patch' });
  const inventory = Inventory.of([patch]);
  expect(inventory.objects).toEqual([patch]);
  expect(found(inventory, patch)).toBeUndefined();
  expect(inventory.scopes.map(({ id }) => id)).toEqual(['']);
});

test('a change leaves the inventory before it as it was', () => {
  const [a, b] = [config('a'), config('b')];
  const before = Inventory.of([a], { complete: true, coverage: { ...NOTHING_COVERED } });
  const after = before.apply([set(b), gone(a)]);
  expect(before.objects).toEqual([a]);
  expect(found(before, a)).toBe(a);
  expect(after.objects).toEqual([b]);
  expect(found(after, a)).toBeUndefined();
  expect(found(after, b)).toBe(b);
  expect(after.complete).toBe(true);
  expect(after.coverage).toBe(before.coverage);
});

test('a new version stands where the old one stood, and where a second one stood nothing is left', () => {
  const [a, b, again, fresh] = [config('a'), config('b'), config('a', {}, '2'), config('a', {}, '3')];
  const after = Inventory.of([a, b, again]).apply([set(fresh)]);
  expect(after.objects).toEqual([fresh, b]);
  expect(found(after, a)).toBe(fresh);
});

test('of objects that the server would name, a change means the very one', () => {
  const run = (): KubeObject => kubeObject({ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'run-' } });
  const [a, b, c] = [run(), run(), run()];
  const before = Inventory.of([a, b]);
  const jobs = (inventory: Inventory): readonly KubeObject[] => [...inventory.scopeOf(a).ofKind('batch', 'Job')];
  expect(jobs(before)).toEqual([a, b]);
  const after = before.apply([gone(a), set(c), set(b)]);
  expect(after.objects.map((object) => [a, b, c].indexOf(object))).toEqual([1, 2]);
  expect(jobs(after).map((object) => [a, b, c].indexOf(object))).toEqual([1, 2]);
  // One that is like it, and is not there, takes nothing out.
  expect(after.apply([gone(a), gone(run())]).objects).toHaveLength(2);
});

test('a nearer scope hides what it declares anew, never what has no name', () => {
  const job = (metadata: JsonObject, scope: string): KubeObject =>
    kubeObject({ apiVersion: 'batch/v1', kind: 'Job', metadata }, { scope });
  const [far, near] = [job({ generateName: 'a-' }, ''), job({ generateName: 'a-' }, 'dev')];
  const [hidden, hiding] = [job({ name: 'b' }, ''), job({ name: 'b' }, 'dev')];
  const scope = Inventory.of([far, near, hidden, hiding]).scopeOf(near);
  expect([...scope.ofKind('batch', 'Job')].map((object) => [far, near, hiding].indexOf(object))).toEqual([1, 2, 0]);
});

test('of several changes to one object the last one holds', () => {
  const [a, fresh] = [config('a'), config('a', {}, '2')];
  const set2 = Inventory.of([]).apply([gone(a), set(a), set(fresh)]);
  expect(set2.objects).toEqual([fresh]);
  expect(found(set2, a)).toBe(fresh);
  const deleted = Inventory.of([a]).apply([set(fresh), gone(a)]);
  expect(deleted.objects).toEqual([]);
  expect(found(deleted, a)).toBeUndefined();
});

test('changes may come from an iterator, which gives them once', () => {
  const a = config('a');
  expect(found(Inventory.of([]).apply([set(a)].values()), a)).toBe(a);
});

test('a patch is not what it patches', () => {
  const [whole, patch] = [config('a'), config('a', { partial: 'kustomize-patch' }, 'patch')];
  const inventory = Inventory.of([whole, patch]);
  expect(inventory.apply([gone(patch)]).objects).toEqual([whole]);
  expect(inventory.apply([gone(whole)]).objects).toEqual([patch]);
  expect(found(inventory.apply([gone(patch)]), whole)).toBe(whole);
});

test('objects that only share a name are not touched', () => {
  const [here, there] = [config('a', { scope: 'x' }), config('a', { scope: 'y' })];
  expect(Inventory.of([here, there]).apply([gone(here)]).objects).toEqual([there]);
});

test('what no change touches is shared', () => {
  const [a, b] = [config('a', { scope: 'x' }), config('b', { scope: 'y' })];
  const before = Inventory.of([a, b]);
  const after = before.apply([set(config('c', { scope: 'x' }))]);
  expect(after.scopeOf(b).index).toBe(before.scopeOf(b).index);
  expect(after.scopeOf(b).buckets('', 'ConfigMap')[0]).toBe(before.scopeOf(b).buckets('', 'ConfigMap')[0]);
  expect(after.scopeOf(a).index).not.toBe(before.scopeOf(a).index);
});
