import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Inventory, type Change } from './inventory.ts';
import type { JsonObject } from '../json.ts';
import { identityOf, kubeObject, type KubeObject } from '../kube-object.ts';

const KINDS = [
  ['v1', 'ConfigMap'],
  ['v1', 'Namespace'],
  ['apps/v1', 'Deployment'],
] as const;

const object: fc.Arbitrary<KubeObject> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    // Some have no name, or one that the server makes, or one that it refuses.
    metadata: fc.constantFrom<JsonObject>({ name: 'a' }, { name: '__proto__' }, { generateName: 'a-' }, { name: 1 }, {}),
    namespace: fc.constantFrom(undefined, 'x'),
    scope: fc.constantFrom('', 'envs/dev', 'other'),
    partial: fc.constantFrom(undefined, undefined, undefined, 'kustomize-patch' as const),
    version: fc.nat(3),
  })
  .map(({ kind: [apiVersion, kind], metadata, namespace, scope, partial, version }) =>
    kubeObject({ apiVersion, kind, version, metadata: { ...metadata, namespace } }, { scope, partial }),
  );
/** A change to an object of the inventory's own, which alone can take out one without an identity, or to another one. */
const changes = (objects: readonly KubeObject[], maxLength: number): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.record({
      type: fc.constantFrom('set', 'delete'),
      object: objects.length === 0 ? object : fc.oneof(object, fc.constantFrom(...objects)),
    }),
    { maxLength },
  );
const objectsAnd = (batches: number): fc.Arbitrary<readonly [KubeObject[], Change[][]]> =>
  fc
    .array(object, { maxLength: 12 })
    .chain((objects) => fc.tuple(fc.constant(objects), fc.array(changes(objects, 5), { minLength: 1, maxLength: batches })));

/** Everything that can be asked of an inventory. */
function answers(inventory: Inventory): unknown {
  return inventory.scopes.map((scope) => [
    scope.id,
    scope.parent?.id,
    KINDS.map(([apiVersion, kind]) => {
      const group = apiVersion.includes('/') ? 'apps' : '';
      const all = [...scope.ofKind(group, kind)];
      return [all, all.map((one) => scope.get(group, kind, one.namespace, one.name)), scope.buckets(group, kind)];
    }),
  ]);
}

test('an inventory after changes is what reading its objects anew would give', () => {
  fc.assert(
    fc.property(objectsAnd(3), ([objects, batches]) => {
      const after = batches.reduce((inventory, batch) => inventory.apply(batch), Inventory.of(objects));
      expect(answers(after)).toEqual(answers(Inventory.of(after.objects)));
    }),
    { numRuns: 500 },
  );
});

test('every whole object of a kind is found by the kind, each identity once, and by its name if it has one', () => {
  fc.assert(
    fc.property(objectsAnd(2), ([objects, batches]) => {
      const after = batches.reduce((inventory, batch) => inventory.apply(batch), Inventory.of(objects));
      for (const scope of after.scopes) {
        const here = after.objects.filter(
          (one) => one.scope === scope.id && one.partial === undefined && one.misnamed.length === 0,
        );
        for (const [apiVersion, kind] of KINDS) {
          const found = scope.index.ofKind(apiVersion.includes('/') ? 'apps' : '', kind);
          const own = here.filter((one) => one.kind === kind);
          const [foundAlone, ownAlone] = [found, own].map((list) => list.filter((one) => !one.identified));
          expect(foundAlone).toHaveLength(ownAlone?.length ?? 0);
          expect(ownAlone?.every((one) => foundAlone?.includes(one))).toBe(true);
          expect(new Set(found.map(identityOf))).toEqual(new Set(own.map(identityOf)));
          for (const one of found) {
            const byName = scope.index.get(one.group, kind, one.namespace, one.name);
            expect(byName).toBe(one.identified ? one : undefined);
          }
        }
      }
    }),
  );
});

test('the objects after changes are the old ones without those changed, and what was set last', () => {
  const keyOf = (one: KubeObject): unknown =>
    one.identified ? JSON.stringify([one.scope, one.partial ?? null, identityOf(one)]) : one;
  fc.assert(
    fc.property(objectsAnd(1), ([objects, [batch = []]]) => {
      const last = new Map(batch.map((one) => [keyOf(one.object), one]));
      const expected = [
        ...objects.filter((one) => !last.has(keyOf(one))),
        ...[...last.values()].filter(({ type }) => type === 'set').map((one) => one.object),
      ];
      const after = Inventory.of(objects).apply(batch).objects;
      expect(after).toHaveLength(expected.length);
      expect(new Set(after)).toEqual(new Set(expected));
    }),
  );
});

test('what no change touches is the same map as before', () => {
  fc.assert(
    fc.property(objectsAnd(1), ([objects, [batch = []]]) => {
      const before = Inventory.of(objects);
      const after = before.apply(batch);
      const touched = new Set(batch.map(({ object: { scope, group, kind } }) => `${scope}|${group}/${kind}`));
      for (const scope of before.scopes) {
        const next = after.scopes.find(({ id }) => id === scope.id);
        for (const [group, kind] of [
          ['', 'ConfigMap'],
          ['', 'Namespace'],
          ['apps', 'Deployment'],
        ] as const) {
          if (next === undefined || touched.has(`${scope.id}|${group}/${kind}`)) continue;
          expect(next.index.bucket(group, kind)).toBe(scope.index.bucket(group, kind));
        }
      }
    }),
  );
});
