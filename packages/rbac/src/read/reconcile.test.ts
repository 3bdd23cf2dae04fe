import { kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { authorizeNaively } from '../authorize/naive.ts';
import { defaultsOf, kubeadmDefaultsOf } from '../defaults/defaults.ts';
import type { Policy } from '../policy/policy.ts';
import { resourceRequest } from '../request.ts';
import { authenticatedUser, serviceAccountName } from '../subject/user.ts';
import { readPolicy } from './read-policy.ts';

const defaults = await defaultsOf(37);
const PODS = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
const ALONE = { 'rbac.authorization.kubernetes.io/autoupdate': 'false' };

function object(kind: string, name: string, rest: JsonObject, metadata: JsonObject = {}): KubeObject {
  return kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name, ...metadata }, ...rest });
}

function over(...objects: readonly KubeObject[]): Policy {
  return readPolicy(objects, { defaults, complete: true });
}

function rulesOf(policy: Policy, name: string): readonly string[] | undefined {
  const role = policy.role('', name);
  return role?.rules.map(({ rule }) =>
    [rule.verbs, rule.apiGroups, rule.resources, rule.resourceNames, rule.nonResourceURLs].map((list) => list.join()).join(' '),
  );
}

test('without manifests the policy is what the server brings', () => {
  expect(over()).toMatchObject({ roles: defaults.roles, bindings: defaults.bindings });
});

test('a default role that lacks rules gets them again, in pieces', () => {
  const half = object('ClusterRole', 'system:auth-delegator', {
    rules: [PODS, { verbs: ['*'], apiGroups: ['authorization.k8s.io'], resources: ['*'] }],
  });
  expect(rulesOf(over(half), 'system:auth-delegator')).toEqual([
    'get  pods  ',
    '* authorization.k8s.io *  ',
    'create authentication.k8s.io tokenreviews  ',
  ]);
  expect(over(half).role('', 'system:auth-delegator')).toMatchObject({
    object: half,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
    rules: [
      { from: undefined, index: 0 },
      { from: undefined, index: 1 },
      { from: { name: 'system:auth-delegator', object: undefined }, index: 0 },
    ],
  });
});

test('a rule of several verbs comes back as one of each verb that is missing', () => {
  const half = object('ClusterRole', 'system:kube-dns', {
    rules: [{ verbs: ['list'], apiGroups: [''], resources: ['services', 'endpoints'] }],
  });
  expect(rulesOf(over(half), 'system:kube-dns')).toEqual([
    'list  services,endpoints  ',
    'watch  endpoints  ',
    'watch  services  ',
  ]);
});

test('one that asks to be left alone stays as it is written', () => {
  const role = object('ClusterRole', 'system:auth-delegator', { rules: [PODS] }, { annotations: ALONE });
  expect(rulesOf(over(role), 'system:auth-delegator')).toEqual(['get  pods  ']);
  const binding = object(
    'ClusterRoleBinding',
    'system:discovery',
    { roleRef: { kind: 'ClusterRole', name: 'a' } },
    { annotations: ALONE },
  );
  expect(over(binding).bindings.find(({ name }) => name === 'system:discovery')).toMatchObject({
    roleRef: { name: 'a' },
    subjects: [],
  });
});

test.each([true, 'true', '', 1])('but only with the text "false", not with %j', (autoupdate) => {
  const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': autoupdate };
  expect(rulesOf(over(object('ClusterRole', 'system:kube-dns', {}, { annotations })), 'system:kube-dns')).toHaveLength(4);
});

test('an aggregated default role gathers again what it gathered, and what is written beside it', () => {
  const parts = object('ClusterRole', 'shop-parts', { rules: [PODS] }, { labels: { shop: 'yes' } });
  const plain = over(object('ClusterRole', 'view', { rules: [PODS] }));
  expect(rulesOf(plain, 'view')).toEqual(rulesOf(over(), 'view'));
  const other = over(
    parts,
    object('ClusterRole', 'view', { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { shop: 'yes' } }] } }),
  );
  expect(rulesOf(other, 'view')).toEqual(['get  pods  ', ...(rulesOf(over(), 'view') ?? [])]);
  expect(rulesOf(other, 'admin')).toContain('get  pods  ');
});

test('a role with a label that a default role gathers is part of it', () => {
  const label = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  const policy = over(object('ClusterRole', 'carts', { rules: [PODS] }, { labels: label }));
  for (const name of ['view', 'edit', 'admin']) expect(rulesOf(policy, name)).toContain('get  pods  ');
});

test('what a default role gathers against the will of the server is not known', () => {
  const selectors = { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { shop: 'yes' } }] } };
  const policy = over(object('ClusterRole', 'system:kube-dns', selectors));
  expect(policy.role('', 'system:kube-dns')?.unreadable).toBeDefined();
  const user = authenticatedUser(serviceAccountName('kube-system', 'kube-dns'));
  const ask = (resource: string) => authorizeNaively(policy, user, resourceRequest({ verb: 'list', resource }));
  expect(ask('services').verdict).toBe('allow');
  expect(ask('pods')).toMatchObject({ verdict: 'no-opinion', gaps: [{ binding: { name: 'system:kube-dns' } }] });
});

test('a default role that the server would not have taken is what it was, and that is said', () => {
  const policy = over(object('ClusterRole', 'system:kube-dns', { rules: 'all' }));
  expect(rulesOf(policy, 'system:kube-dns')).toEqual(rulesOf(over(), 'system:kube-dns'));
  expect(policy.role('', 'system:kube-dns')?.unreadable).toBe('rules is no list');
});

const DISCOVERY = { roleRef: { kind: 'ClusterRole', name: 'system:discovery' } };
const ALICE = { kind: 'User', name: 'alice', namespace: '' };
const EVERYBODY = { kind: 'Group', name: 'system:authenticated', namespace: '' };

test.each<[string, JsonObject, readonly object[]]>([
  ['lacks its subjects', {}, [EVERYBODY]],
  ['has others', { subjects: [ALICE] }, [ALICE, EVERYBODY]],
  ['has them all', { subjects: [ALICE, EVERYBODY, ALICE] }, [ALICE, EVERYBODY, ALICE]],
  ['is of another role', { subjects: [ALICE], roleRef: { kind: 'ClusterRole', name: 'cluster-admin' } }, [EVERYBODY]],
])('a default binding that %s', (_, parts, subjects) => {
  const policy = over(object('ClusterRoleBinding', 'system:discovery', { ...DISCOVERY, ...parts }));
  expect(policy.bindings.filter(({ name }) => name === 'system:discovery')).toMatchObject([
    { roleRef: { name: 'system:discovery' }, subjects },
  ]);
});

test('what somebody has installed is replaced as a whole', async () => {
  const installed = await kubeadmDefaultsOf(37);
  const role = object('Role', 'kube-proxy', { rules: [] }, { namespace: 'kube-system' });
  const policy = readPolicy([role], { defaults, installed });
  expect(policy.role('kube-system', 'kube-proxy')?.rules).toEqual([]);
  expect(policy.roles).toHaveLength(defaults.roles.length + installed.roles.length);
});

test('names that objects have themselves are names like others', () => {
  const policy = over(object('ClusterRole', '__proto__', { rules: [PODS] }), object('ClusterRole', 'constructor', {}));
  expect(rulesOf(policy, '__proto__')).toEqual(['get  pods  ']);
});
