import { describe, expect, test } from 'vitest';
import { naiveAuthority } from '../authorize/authority.ts';
import { readPolicy } from '../read/read-policy.ts';
import { authenticatedUser, MASTERS } from '../subject/user.ts';
import { bindingObject, bindingOf, policyOf, roleObject } from '../testing/policy.ts';
import { rule } from '../testing/rules.ts';
import { mayWriteBinding } from './binding-write.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** The roles and bindings of upstream's integration test (test/integration/auth/rbac_test.go), and its requests. */
describe('the cases of upstream’s TestRBAC', () => {
  const authority = naiveAuthority(
    policyOf(
      roleObject('write-jobs', [rule('*', 'batch', '*')]),
      roleObject('create-rolebindings', [rule('create', GROUP, 'rolebindings')]),
      roleObject('bind-any-clusterrole', [rule('bind', GROUP, 'clusterroles')]),
      bindingObject('write-jobs', 'ClusterRole/write-jobs', ['User/job-writer']),
      bindingObject('create-rolebindings', 'ClusterRole/create-rolebindings', [
        'User/job-writer',
        'User/nonescalating-rolebinding-writer',
        'User/any-rolebinding-writer',
      ]),
      bindingObject('bind-any-clusterrole', 'ClusterRole/bind-any-clusterrole', ['User/any-rolebinding-writer']),
      bindingObject('jobs/write-jobs', 'ClusterRole/write-jobs', ['User/job-writer-namespace']),
      bindingObject('jobs/create-rolebindings', 'ClusterRole/create-rolebindings', [
        'User/job-writer-namespace',
        'User/any-rolebinding-writer-namespace',
      ]),
      bindingObject('jobs/bind-any-clusterrole', 'ClusterRole/bind-any-clusterrole', ['User/any-rolebinding-writer-namespace']),
    ),
  );

  test.each([
    ['user-with-no-permissions', 'jobs', 'refused', undefined],
    ['any-rolebinding-writer-namespace', 'forbidden', 'refused', undefined],
    ['job-writer-namespace', 'forbidden', 'refused', undefined],
    ['job-writer-namespace', 'jobs', 'allowed', 'held'],
    ['job-writer', 'forbidden', 'allowed', 'held'],
    ['nonescalating-rolebinding-writer', 'jobs', 'refused', undefined],
    ['any-rolebinding-writer', 'jobs', 'allowed', 'verb'],
    ['any-rolebinding-writer-namespace', 'jobs', 'allowed', 'verb'],
  ])('%s in %s: %s', (name, namespace, verdict, proof) => {
    const next = bindingOf(bindingObject(`${namespace}/pi`, 'ClusterRole/write-jobs', ['User/job-writer-namespace']));
    const decision = mayWriteBinding(authority, authenticatedUser(name), { old: undefined, next });
    expect(decision.verdict).toBe(verdict);
    if (decision.verdict === 'allowed') expect(decision.proof.kind).toBe(proof);
  });
});

const bob = authenticatedUser('bob');
const root = { name: 'root', groups: [MASTERS] };
const authority = naiveAuthority(
  policyOf(
    roleObject('binder', [
      rule('create,update', GROUP, 'rolebindings,clusterrolebindings'),
      rule('bind', GROUP, 'roles', 'chosen'),
      rule('bind', GROUP, 'clusterroles', 'missing'),
    ]),
    bindingObject('binder', 'ClusterRole/binder', ['User/bob']),
    roleObject('shop/chosen', [rule('get', 'core', 'secrets')]),
    roleObject('shop/other', [rule('get', 'core', 'secrets')]),
    roleObject('secrets', [rule('get', 'core', 'secrets')]),
  ),
);
const write = (at: string, role: string, old?: string): ReturnType<typeof mayWriteBinding> =>
  mayWriteBinding(authority, bob, {
    old: old === undefined ? undefined : bindingOf(bindingObject(at, old, ['User/eve'])),
    next: bindingOf(bindingObject(at, role, ['User/bob'])),
  });

test('bind may name the role', () => {
  expect(write('shop/b', 'Role/chosen')).toMatchObject({
    verdict: 'allowed',
    proof: { kind: 'verb', by: { request: { verb: 'bind', resource: 'roles', name: 'chosen', namespace: 'shop' } } },
  });
  expect(write('shop/b', 'Role/other')).toMatchObject({
    verdict: 'refused',
    message: `rolebindings.${GROUP} "b" is forbidden: user "bob" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}`,
  });
});

test('only who may bind a role that is missing can refer to it', () => {
  expect(write('b', 'ClusterRole/missing').verdict).toBe('allowed');
  expect(write('b', 'ClusterRole/gone')).toMatchObject({
    status: 404,
    message: `clusterrolebindings.${GROUP} "gone" not found`,
  });
  const next = bindingOf(bindingObject('shop/b', 'Role/gone'));
  expect(mayWriteBinding(authority, root, { old: undefined, next }).verdict).toBe('allowed');
});

test('a missing role is unknown where not all manifests are there', () => {
  const partial = naiveAuthority(
    readPolicy([
      roleObject('binder', [rule('create', GROUP, 'rolebindings')]),
      bindingObject('b', 'ClusterRole/binder', ['User/bob']),
    ]),
  );
  const next = bindingOf(bindingObject('shop/b', 'Role/gone'));
  expect(mayWriteBinding(partial, bob, { old: undefined, next })).toMatchObject({
    verdict: 'unknown',
    reasons: ['Role gone is not among the manifests'],
  });
});

test('a kind of role that there is not', () => {
  expect(write('shop/b', 'Wizard/x')).toMatchObject({ status: 500, message: 'unsupported role reference kind: "Wizard"' });
  expect(write('shop/b', '__proto__/x')).toMatchObject({ status: 500 });
});

test('the role of a binding never changes, not even for whom nothing else is asked', () => {
  expect(write('shop/b', 'Role/chosen', 'Role/chosen').verdict).toBe('allowed');
  expect(write('shop/b', 'Role/chosen', 'Role/other')).toMatchObject({ status: 422 });
  expect(write('shop/b', 'Role/other', 'Role/chosen')).toMatchObject({ status: 403 });
  const [old, next] = ['Role/chosen', 'ClusterRole/chosen'].map((role) => bindingOf(bindingObject('shop/b', role)));
  if (old === undefined || next === undefined) throw new Error('both are there');
  expect(mayWriteBinding(authority, root, { old, next })).toMatchObject({ status: 422 });
});

test.each(['Wizard/x', 'Role/x', 'ClusterRole/'])('nobody can bind %s in the whole cluster', (role) => {
  expect(mayWriteBinding(authority, root, { old: undefined, next: bindingOf(bindingObject('b', role)) })).toMatchObject({
    status: 422,
  });
});
