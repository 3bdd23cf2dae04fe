import { NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import { expect, test } from 'vitest';
import { authorizeNaively } from '../authorize/naive.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import { readPolicy } from '../read/read-policy.ts';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import { authenticatedUser, serviceAccountName, type User } from '../subject/user.ts';
import { defaultsOf, kubeadmDefaultsOf } from './defaults.ts';

const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index);
const oldest = await defaultsOf(OLDEST_MINOR);
const newest = await defaultsOf();

test.each(MINORS)('the defaults of 1.%i are whole: every binding has its role, every role grants something', async (minor) => {
  const { roles, bindings } = await defaultsOf(minor);
  const { roles: ofKubeadm, bindings: byKubeadm } = await kubeadmDefaultsOf(minor);
  const policy = readPolicy([], { defaults: { roles: [...roles, ...ofKubeadm], bindings: [...bindings, ...byKubeadm] } });
  expect(policy.bindings.filter((binding) => policy.roleOf(binding) === undefined)).toEqual([]);
  expect(policy.roles.filter(({ rules }) => rules.length === 0)).toEqual([]);
  expect(policy.roles.filter(({ rules }) => rules.some(({ rule }) => rule.verbs.length === 0))).toEqual([]);
  expect(policy.roles.length).toBe(new Set(policy.roles.map(({ namespace, name }) => `${namespace}/${name}`)).size);
});

test('minors differ where Kubernetes has changed', () => {
  expect([oldest.roles.length, oldest.bindings.length]).toEqual([70, 51]);
  expect([newest.roles.length, newest.bindings.length]).toEqual([80, 61]);
  const [before, after] = [oldest, newest].map((defaults) => ruleTexts(defaults, 'system:controller:cronjob-controller'));
  expect(before).toContain('delete,list pods');
  expect(before).not.toContain('delete,list,watch pods');
  expect(after).toContain('delete,list,watch pods');
});

test('aggregated roles are filled in, with what they aggregate in their turn', () => {
  const role = (name: string) => newest.roles.find((each) => each.name === name);
  expect(role('edit')?.rules[0]).toMatchObject({ index: 0, from: { name: 'system:aggregate-to-edit', object: undefined } });
  expect(role('view')?.rules.length).toBe(role('system:aggregate-to-view')?.rules.length);
  expect(role('edit')?.rules.length).toBeGreaterThan(role('view')?.rules.length ?? Infinity);
  expect(role('admin')?.rules.length).toBeGreaterThan(role('edit')?.rules.length ?? Infinity);
});

const KUBE_PROXY = authenticatedUser(serviceAccountName('kube-system', 'kube-proxy'));
const WATCH_SERVICES = resourceRequest({ verb: 'watch', resource: 'services' });

test.each<[User, Request, string]>([
  [{ name: 'root', groups: ['system:authenticated'] }, urlRequest('get', '/api/v1'), 'allow'],
  [{ name: 'root', groups: ['system:authenticated'] }, urlRequest('get', '/metrics'), 'no-opinion'],
  [{ name: 'system:anonymous', groups: ['system:unauthenticated'] }, urlRequest('get', '/livez'), 'allow'],
  [{ name: 'system:anonymous', groups: ['system:unauthenticated'] }, urlRequest('get', '/apis'), 'no-opinion'],
  [authenticatedUser('system:kube-proxy'), WATCH_SERVICES, 'allow'],
  [KUBE_PROXY, WATCH_SERVICES, 'no-opinion'],
  [
    authenticatedUser(serviceAccountName('kube-system', 'namespace-controller')),
    resourceRequest({ verb: 'deletecollection', group: 'shop.example', resource: 'carts', namespace: 'shop' }),
    'allow',
  ],
])('what nobody has granted: %o %o', (user, request, verdict) => {
  expect(authorizeNaively(readPolicy([], { defaults: newest }), user, request).verdict).toBe(verdict);
});

test('what kubeadm installs is another set', async () => {
  const kubeadm = await kubeadmDefaultsOf();
  const policy = readPolicy([], {
    defaults: { roles: [...newest.roles, ...kubeadm.roles], bindings: [...newest.bindings, ...kubeadm.bindings] },
  });
  expect(authorizeNaively(policy, KUBE_PROXY, WATCH_SERVICES).verdict).toBe('allow');
  expect(kubeadm.bindings.map(({ name }) => name)).toContain('kubeadm:cluster-admins');
  expect(kubeadm.roles.every(({ labels }) => Object.keys(labels).length === 0)).toBe(true);
});

test('a minor that is not known is refused, and one that is known is read once', async () => {
  await expect(defaultsOf(28)).rejects.toThrow('1.29 to 1.37');
  await expect(kubeadmDefaultsOf(NEWEST_MINOR + 1)).rejects.toThrow(RangeError);
  expect(await defaultsOf(NEWEST_MINOR)).toBe(newest);
});

function ruleTexts({ roles }: PolicySet, name: string): readonly string[] {
  const role = roles.find((each) => each.name === name);
  return (role?.rules ?? []).map(({ rule }) => `${rule.verbs.join()} ${rule.resources.join()}`);
}
