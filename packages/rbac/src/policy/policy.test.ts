import { kubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readPolicy } from '../read/read-policy.ts';
import { rule } from '../testing/rules.ts';
import { bindingObject, bindingOf, policyOf, roleObject } from '../testing/policy.ts';

test.each([
  ['shop/b', 'Role/reader', 'shop'],
  ['prod/b', 'Role/reader', 'prod'],
  ['web/b', 'Role/reader', undefined],
  ['web/b', 'ClusterRole/reader', ''],
  ['b', 'ClusterRole/reader', ''],
  ['b', 'Role/reader', undefined],
  ['shop/b', 'role/reader', undefined],
  ['shop/b', '__proto__/reader', undefined],
  ['shop/b', 'Role/constructor', undefined],
])('the binding %s of %s grants the role of the namespace %s', (at, role, namespace) => {
  const policy = policyOf(roleObject('shop/reader', []), roleObject('prod/reader', []), roleObject('reader', []));
  expect(policy.roleOf(bindingOf(bindingObject(at, role)))?.namespace).toBe(namespace);
});

test('names with slashes, which no server takes, are not taken for those of another namespace', () => {
  const role = (namespace: string, name: string): ReturnType<typeof kubeObject> =>
    kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { namespace, name } });
  const policy = readPolicy([role('a/b', 'c'), role('a', 'b/c')]);
  expect(policy.roles).toHaveLength(2);
  expect(policy.role('a', 'b/c')?.namespace).toBe('a');
  expect(policy.role('a/b', 'c')?.namespace).toBe('a/b');
});

test('a null in a list is the empty text', () => {
  const policy = policyOf(
    roleObject('reader', [], { rules: [{ verbs: ['get', null], resources: null, resourceNames: [null] }] }),
  );
  expect(policy.roles[0]).toMatchObject({
    unreadable: undefined,
    rules: [{ rule: { verbs: ['get', ''], resources: [], resourceNames: [''] } }],
  });
  expect(policyOf(roleObject('reader', [rule('get', 'core', 'pods')], { rules: [{ verbs: [1] }] })).roles[0]?.unreadable).toBe(
    'rules[0].verbs is no list of texts',
  );
});
