import { kubeObject, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readPolicy } from '../read/read-policy.ts';
import { resourceRequest } from '../request.ts';
import { authenticatedUser, serviceAccountName } from '../subject/user.ts';
import { authorizeNaively } from './naive.ts';

const API = 'rbac.authorization.k8s.io/v1';
const object = (value: JsonObject): ReturnType<typeof kubeObject> => kubeObject({ apiVersion: API, ...value });

const policy = readPolicy(
  [
    object({
      kind: 'Role',
      metadata: { name: 'reader', namespace: 'shop' },
      rules: [{ verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: ['db'] }],
    }),
    object({
      kind: 'RoleBinding',
      metadata: { name: 'read', namespace: 'shop' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'api' }],
    }),
  ],
  { complete: true },
);
const api = authenticatedUser(serviceAccountName('shop', 'api'));

test.each([
  ['get', 'db', 'shop', 'allow'],
  ['get', 'other', 'shop', 'no-opinion'],
  ['get', '', 'shop', 'no-opinion'],
  ['get', 'db', 'prod', 'no-opinion'],
  ['list', 'db', 'shop', 'no-opinion'],
])('may the account %s secrets/%s in %s: %s', (verb, name, namespace, verdict) => {
  expect(authorizeNaively(policy, api, resourceRequest({ verb, resource: 'secrets', name, namespace })).verdict).toBe(verdict);
});
