import { kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { changesOnlyHousekeeping } from './only-housekeeping.ts';

const role = (metadata: JsonObject = {}, more: JsonObject = {}): KubeObject =>
  kubeObject({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'foo', namespace: 'shop', annotations: {}, ownerReferences: [], ...metadata },
    rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: [] }],
    ...more,
  });
const owned = { ownerReferences: [{ name: 'foo' }] };
const other = { rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }] };

/** The cases of helpers_test.go, with roles in the place of pods; one without an old object has no counterpart here. */
test.each([
  ['nothing', role(), role(), true],
  ['managed fields', role(), role({ managedFields: [{ manager: 'manager' }] }), true],
  ['annotations', role({ annotations: { foo: 'bar' } }), role(), false],
  ['other things', role({}, other), role(), false],
  ['owner references', role(owned), role(), true],
  ['owner references and finalizers', role({ ...owned, finalizers: ['final'] }), role(), true],
  ['owner references and annotations', role({ ...owned, annotations: { foo: 'bar' } }), role(), false],
  ['owner references and other things', role(owned, other), role(), false],
  ['empty lists', role({}, { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] }), role(), true],
  ['an empty label', role({ labels: { a: '' } }), role(), false],
  ['an empty aggregation rule', role({}, { aggregationRule: {} }), role(), false],
  ['a resource version', role({ resourceVersion: '1' }), role(), false],
])('is a change of %s housekeeping', (_, next, old, expected) => {
  expect(changesOnlyHousekeeping(old, next)).toBe(expected);
});

test('defaults are no change', () => {
  const binding = (roleRef: JsonObject, subjects: readonly JsonObject[]): KubeObject =>
    kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'b' }, roleRef, subjects });
  const apiGroup = 'rbac.authorization.k8s.io';
  const account = { kind: 'ServiceAccount', name: 'sa' };
  expect(
    changesOnlyHousekeeping(
      binding({ kind: 'Role', name: 'r' }, [{ kind: 'User', name: 'u' }, account]),
      binding({ apiGroup, kind: 'Role', name: 'r' }, [
        { apiGroup, kind: 'User', name: 'u' },
        { ...account, apiGroup: '' },
      ]),
    ),
  ).toBe(true);
});
