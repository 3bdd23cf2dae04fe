import type { User } from '@bulwark/rbac';
import { authenticatedUser, serviceAccountName } from '@bulwark/rbac';

/** Where random policies live. Requests also go to namespaces that nobody has. */
export const NAMESPACES = ['one', 'two', 'three'] as const;
export const ASKED_NAMESPACES: readonly string[] = [...NAMESPACES, ...NAMESPACES, '', '', 'kube-system', 'nowhere', '*', 'One'];

export const VERBS: readonly string[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'use',
  'Get',
  '',
];
export const GROUPS: readonly string[] = ['', 'apps', 'rbac.authorization.k8s.io', 'shop.example', 'apps/v1', 'v1'];
export const RESOURCES: readonly string[] = [
  'pods',
  'secrets',
  'deployments',
  'nodes',
  'namespaces',
  'carts',
  'Pods',
  'pods/log',
];
export const SUBRESOURCES: readonly string[] = ['', '', '', 'log', 'exec', 'scale', 'status', 'exec/extra', '*'];
/** As rules have them: what looks like a wildcard often is none. */
export const RULE_RESOURCES: readonly string[] = [
  'pods',
  'pods/log',
  'pods/exec',
  'pods/*',
  '*/exec',
  '*/scale',
  '*/*',
  '*',
  'secrets',
  'nodes',
  'namespaces',
  'carts',
  'deployments/scale',
  'pods/exec/extra',
  '*/exec/extra',
  'pods*',
  '',
];
export const NAMES: readonly string[] = ['db', 'web', 'db*', '*', 'a/b', 'DB', ''];
export const RULE_URLS: readonly string[] = [
  '*',
  '/',
  '/*',
  '/api',
  '/api/*',
  '/api*',
  '/api**',
  '/a/*/b',
  '/healthz',
  '/metrics',
  'api',
  '',
  '/**',
];
export const PATHS: readonly string[] = [
  '/',
  '',
  '/api',
  '/api/',
  '/api/v1',
  '/apis',
  '/a/x/b',
  '/a/*/b',
  '/healthz',
  '/healthz/etcd',
  '/metrics',
  'api',
  '*',
];

export const USER_NAMES: readonly string[] = [
  'ann',
  'bob',
  'Ann',
  '*',
  'a"b\\',
  'anä\u200b',
  serviceAccountName('one', 'api'),
  serviceAccountName('two', 'api'),
  'system:serviceaccount:one',
  'system:node:n1',
  'system:anonymous',
  'system:kube-scheduler',
];
export const GROUP_NAMES: readonly string[] = [
  'team',
  'team-b',
  '*',
  'ann',
  'system:authenticated',
  'system:unauthenticated',
  'system:serviceaccounts',
  'system:serviceaccounts:one',
  'system:nodes',
  'system:monitoring',
];

/** Who asks. */
export const USERS: readonly User[] = [
  authenticatedUser('ann'),
  authenticatedUser('bob', ['team']),
  authenticatedUser('Ann', ['team', 'team-b']),
  authenticatedUser('eve', ['team-b', '*']),
  authenticatedUser('*'),
  authenticatedUser('a"b\\'),
  authenticatedUser('anä\u200b'),
  authenticatedUser(serviceAccountName('one', 'api')),
  authenticatedUser(serviceAccountName('two', 'api')),
  authenticatedUser(serviceAccountName('three', 'db')),
  authenticatedUser(serviceAccountName('kube-system', 'generic-garbage-collector')),
  authenticatedUser('system:serviceaccount:one'),
  authenticatedUser('system:node:n1'),
  authenticatedUser('system:anonymous'),
  authenticatedUser('system:kube-scheduler'),
  { name: 'ann', groups: [] },
  { name: '', groups: ['team'] },
  { name: 'zoe', groups: ['system:monitoring'] },
  { name: 'root', groups: ['system:masters'] },
];
