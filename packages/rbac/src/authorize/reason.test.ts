import { kubeObject, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readPolicy } from '../read/read-policy.ts';
import { reasonOf } from './reason.ts';

const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' };

test.each<[JsonObject, string]>([
  [
    {
      kind: 'RoleBinding',
      metadata: { name: 'read', namespace: 'shop' },
      roleRef: ROLE,
      subjects: [{ kind: 'ServiceAccount', name: 'api' }],
    },
    'RBAC: allowed by RoleBinding "read/shop" of Role "reader" to ServiceAccount "api/shop"',
  ],
  [
    {
      kind: 'RoleBinding',
      metadata: { name: 'read', namespace: 'shop' },
      roleRef: { ...ROLE, kind: 'ClusterRole' },
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'web' }],
    },
    'RBAC: allowed by RoleBinding "read/shop" of ClusterRole "reader" to ServiceAccount "api/web"',
  ],
  [
    {
      kind: 'ClusterRoleBinding',
      metadata: { name: 'a"b' },
      roleRef: { ...ROLE, kind: 'ClusterRole' },
      subjects: [{ kind: 'User', name: 'ann\tä\u200b', namespace: 'ignored' }],
    },
    String.raw`RBAC: allowed by ClusterRoleBinding "a\"b" of ClusterRole "reader" to User "ann\tä\u200b"`,
  ],
])('a grant reads as in the answer of the API server: %o', (object, reason) => {
  const { bindings } = readPolicy([kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', ...object })]);
  expect(bindings.map((binding) => reasonOf({ binding, subject: 0 }))).toEqual([reason]);
});

test('who is let through before RBAC is asked has no reason', () => {
  expect(reasonOf('system:masters')).toBe('');
});
