import { expect, test } from 'vitest';
import { defaultsOf } from '../defaults/defaults.ts';
import { smallPolicy, type SmallGrant } from '../testing/small-policy.ts';
import type { Escalations } from './escalation.ts';
import { findEscalations, type EscalationOptions } from './find-escalations.ts';

const defaults = await defaultsOf(37);

function find(grants: readonly SmallGrant[], options: EscalationOptions = {}): Escalations {
  return findEscalations(smallPolicy(grants, defaults), { minor: 37, ...options });
}

/** `mint-token shop`: the primitive and its namespace. */
function ids({ escalations }: Escalations): readonly string[] {
  return escalations.map(({ primitive, namespace }) => `${primitive.id} ${namespace}`.trim());
}

const one = (rules: readonly string[], more: Partial<SmallGrant> = {}): readonly SmallGrant[] => [
  { to: 'shop/api', rules, ...more },
];

test.each<readonly [name: string, grants: readonly SmallGrant[], expected: readonly string[]]>([
  ['everything', one(['* *.*']), ['everything']],
  ['everything in a namespace', one(['* *.*'], { in: 'shop' }), ['everything shop']],
  ['no wildcard is enough of one alone', one(['* pods/*', '* *.x']), []],
  ['bind alone', one(['bind clusterroles.rbac']), []],
  ['to create bindings alone', one(['create,update,patch rolebindings.rbac,clusterrolebindings.rbac']), []],
  ['to create bindings, and bind', one(['create clusterrolebindings.rbac', 'bind clusterroles.rbac']), ['bind-role']],
  [
    'to create bindings in a namespace, and bind there',
    one(['create rolebindings.rbac', 'bind clusterroles.rbac'], { in: 'shop' }),
    ['bind-role shop'],
  ],
  [
    'to create cluster bindings in a namespace',
    one(['create clusterrolebindings.rbac', 'bind clusterroles.rbac'], { in: 'shop' }),
    [],
  ],
  ['bind of a role that does not exist', one(['create clusterrolebindings.rbac', 'bind clusterroles.rbac nothing']), []],
  [
    'bind of a role whose rules it holds',
    [
      ...one(['create clusterrolebindings.rbac', 'bind clusterroles.rbac reader', 'get,list pods,services']),
      { to: 'jane', role: 'reader', rules: ['get pods', 'list services'] },
    ],
    [],
  ],
  [
    'bind of a role whose rules it holds in a namespace only',
    [
      ...one(['create clusterrolebindings.rbac', 'bind clusterroles.rbac reader']),
      ...one(['get pods'], { in: 'shop' }),
      { to: 'jane', role: 'reader', rules: ['get pods'] },
    ],
    ['bind-role'],
  ],
  ['escalate alone', one(['escalate clusterroles.rbac']), []],
  ['escalate and write', one(['escalate,patch clusterroles.rbac']), ['escalate-role']],
  ['escalate of a role that is not its own', one(['escalate,patch clusterroles.rbac other']), []],
  ['escalate of its own by name', one(['escalate,patch clusterroles.rbac mine'], { role: 'mine' }), ['escalate-role']],
  ['escalate in a namespace', one(['escalate,update roles.rbac'], { in: 'shop' }), ['escalate-role shop']],
  ['impersonate groups alone', one(['impersonate groups']), []],
  ['impersonate users and groups', one(['impersonate users,groups']), ['impersonate-groups', 'impersonate-users']],
  ['impersonate users', one(['impersonate users']), ['impersonate-users']],
  ['impersonate users in a namespace', one(['impersonate users'], { in: 'shop' }), []],
  [
    'impersonate accounts in a namespace',
    one(['impersonate serviceaccounts'], { in: 'shop' }),
    ['impersonate-service-accounts shop'],
  ],
  ['mint tokens', one(['create serviceaccounts/token']), ['mint-token']],
  ['mint tokens of one', one(['create serviceaccounts/token a'], { in: 'shop' }), ['mint-token shop']],
  ['*/token', one(['create */token'], { in: 'shop' }), ['mint-token shop']],
  ['pods/*', one(['create pods/*']), []],
  ['*/exec', one(['create */exec'], { in: 'shop' }), ['exec-in-pod shop']],
  ['get pods/exec, which is no more a way', one(['get pods/exec'], { in: 'shop' }), []],
  ['read secrets by a patch', one(['patch secrets'], { in: 'shop' }), ['read-secrets shop']],
  ['read secrets by deletecollection', one(['deletecollection secrets']), ['read-secrets']],
  ['update of secrets reads nothing', one(['update secrets']), []],
  ['create deployments', one(['create deployments.apps'], { in: 'shop' }), ['create-workload shop']],
  ['create deployments of an old group', one(['create deployments.extensions'], { in: 'shop' }), []],
  ['patch cronjobs', one(['patch cronjobs.batch'], { in: 'shop' }), ['create-workload shop']],
  ['patch jobs, whose pods are fixed', one(['patch jobs.batch'], { in: 'shop' }), []],
  ['nodes/proxy by get', one(['get nodes/proxy']), ['node-proxy']],
  ['nodes/proxy in a namespace', one(['get nodes/proxy'], { in: 'shop' }), []],
  ['create and get secrets', one(['create,get secrets'], { in: 'shop' }), ['mint-legacy-token shop', 'read-secrets shop']],
])('%s', (_, grants, expected) => {
  expect(ids(find(grants))).toEqual(expected);
});

test('get pods/exec was a way before 1.35', () => {
  expect(ids(find(one(['get pods/exec'], { in: 'shop' }), { minor: 34 }))).toEqual(['exec-in-pod shop']);
});

test('permissions of several bindings count together, and those of a group', () => {
  const grants: readonly SmallGrant[] = [
    { to: '@system:serviceaccounts:shop', rules: ['create clusterrolebindings.rbac'] },
    { to: 'shop/api', rules: ['bind clusterroles.rbac'] },
  ];
  expect(ids(find(grants))).toEqual(['bind-role']);
});

test('what a group can do is said of the group', () => {
  const grants: readonly SmallGrant[] = [
    { to: '@system:serviceaccounts', rules: ['create serviceaccounts/token'] },
    { to: 'shop/api', rules: ['get pods'] },
  ];
  const { escalations, paths } = find(grants);
  expect(escalations.map(({ identity }) => identity.name)).toEqual(['system:serviceaccounts']);
  expect(paths.map(({ identity }) => identity.name)).toEqual(['system:serviceaccounts']);
});

test('to be bound to a role is a means to rewrite it, though its rules are nothing new', () => {
  const rules = ['create clusterrolebindings.rbac', 'bind,escalate,patch clusterroles.rbac reader', 'get pods'];
  const { escalations, paths } = find([...one(rules), { to: 'jane', role: 'reader', rules: ['get pods'] }]);
  expect(escalations).toEqual([]);
  expect(paths.map(({ primitives }) => primitives)).toEqual([['bind-role', 'escalate-role']]);
});

test('from one to the next: tokens of a namespace, an account there that binds, and cluster-admin', () => {
  const grants: readonly SmallGrant[] = [
    { to: 'shop/api', in: 'ops', rules: ['create serviceaccounts/token'] },
    { to: 'ops/deployer', rules: ['create clusterrolebindings.rbac', 'bind clusterroles.rbac cluster-admin'] },
  ];
  const { paths } = find(grants);
  expect(paths.map(({ identity, primitives }) => [identity.name, primitives])).toEqual([
    ['system:serviceaccount:ops:deployer', ['bind-role']],
    ['system:serviceaccount:shop:api', ['mint-token', 'bind-role']],
  ]);
  expect(paths[1]?.steps.map(({ method, path, as }) => [as.name, method, path])).toEqual([
    ['system:serviceaccount:shop:api', 'POST', '/api/v1/namespaces/ops/serviceaccounts/deployer/token'],
    ['system:serviceaccount:ops:deployer', 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'],
  ]);
});
