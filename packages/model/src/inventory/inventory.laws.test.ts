import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Inventory, type Change } from './inventory.ts';
import { identityOf, kubeObject, type KubeObject } from '../kube-object.ts';

const KINDS = [
  ['v1', 'ConfigMap'],
  ['v1', 'Namespace'],
  ['apps/v1', 'Deployment'],
] as const;

const object: fc.Arbitrary<KubeObject> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    name: fc.constantFrom('a', '__proto__'),
    namespace: fc.constantFrom(undefined, 'x'),
    scope: fc.constantFrom('', 'envs/dev', 'other'),
    partial: fc.constantFrom(undefined, undefined, undefined, 'kustomize-patch' as const),
    version: fc.nat(3),
  })
  .map(({ kind: [apiVersion, kind], name, namespace, scope, partial, version }) =>
    kubeObject({ apiVersion, kind, version, metadata: { name, namespace } }, { scope, partial }),
  );
const change: fc.Arbitrary<Change> = fc.record({ type: fc.constantFrom('set', 'delete'), object });
const input = fc.tuple(fc.array(object, { maxLength: 12 }), fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 3 }));

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
    fc.property(input, ([objects, batches]) => {
      const after = batches.reduce((inventory, changes) => inventory.apply(changes), Inventory.of(objects));
      expect(answers(after)).toEqual(answers(Inventory.of(after.objects)));
    }),
    { numRuns: 500 },
  );
});

test('the objects after changes are the old ones without those changed, and what was set last', () => {
  const keyOf = (one: KubeObject): string => JSON.stringify([one.scope, one.partial ?? null, identityOf(one)]);
  fc.assert(
    fc.property(fc.array(object, { maxLength: 12 }), fc.array(change, { maxLength: 6 }), (objects, changes) => {
      const last = new Map(changes.map((one) => [keyOf(one.object), one]));
      const expected = [
        ...objects.filter((one) => !last.has(keyOf(one))),
        ...[...last.values()].filter(({ type }) => type === 'set').map((one) => one.object),
      ];
      expect(new Set(Inventory.of(objects).apply(changes).objects)).toEqual(new Set(expected));
    }),
  );
});

test('what no change touches is the same map as before', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 12 }), fc.array(change, { maxLength: 3 }), (objects, changes) => {
      const before = Inventory.of(objects);
      const after = before.apply(changes);
      const touched = new Set(changes.map(({ object: { scope, group, kind } }) => `${scope}|${group}/${kind}`));
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
