import {
  authenticatedUser,
  Policy,
  policyRule,
  resourceRequest,
  serviceAccountName,
  urlRequest,
  type Binding,
  type PolicyRule,
  type Request,
  type Role,
  type Subject,
  type User,
} from '@bulwark/rbac';
import { randomOf, type Random } from '../../tools/fuzz/random.ts';

/** As large as the largest cluster of which sizes are published. */
const NAMESPACES = 500;
const SERVICE_ACCOUNTS = 6000;
const ROLES = 1380;
const CLUSTER_ROLES = 720;
const ROLE_BINDINGS = 4500;
const CLUSTER_ROLE_BINDINGS = 700;
/** ClusterRoles that many bindings share, as `view` and `edit`. */
const SHARED = 20;
/** Humans, and the groups of an identity provider. */
const USERS = 300;
const TEAMS = 120;

const GROUPS = ['', 'apps', 'batch', 'networking.k8s.io', 'rbac.authorization.k8s.io', 'example.com', 'cert-manager.io'];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'bind', 'escalate', 'use'];
const RESOURCES = [
  ...'pods pods/log pods/exec services endpoints configmaps secrets events nodes namespaces deployments'.split(' '),
  ...'deployments/scale statefulsets daemonsets replicasets jobs cronjobs leases ingresses networkpolicies'.split(' '),
  ...'serviceaccounts serviceaccounts/token roles rolebindings certificates'.split(' '),
  ...Array.from({ length: 60 }, (_, index) => `custom${index}`),
];
const URLS = ['/healthz', '/metrics', '/api', '/api/*', '/apis', '/apis/*', '/version', '/openapi/*'];

export interface Large {
  readonly policy: Policy;
  readonly accounts: readonly User[];
  /** Questions of which some are allowed: who asks, and what. */
  readonly questions: readonly (readonly [User, Request])[];
}

/** The same one every time. */
export function largePolicy(questions: number): Large {
  const random = randomOf(20_260_101, 0);
  const clusterRoles = Array.from({ length: CLUSTER_ROLES }, (_, index) =>
    role(random, '', `cluster-role-${index}`, index < SHARED ? 30 : 8),
  );
  const roles = Array.from({ length: ROLES }, (_, index) => role(random, namespace(index % NAMESPACES), `role-${index}`, 5));
  const bindings = [
    ...everybody(),
    ...Array.from({ length: CLUSTER_ROLE_BINDINGS - 3 }, (_, index) => clusterBinding(random, index)),
    ...Array.from({ length: ROLE_BINDINGS }, (_, index) => localBinding(random, index)),
  ];
  const accounts = Array.from({ length: SERVICE_ACCOUNTS }, (_, index) => {
    const { namespace: home, name } = account(index);
    return authenticatedUser(serviceAccountName(home, name));
  });
  const humans = Array.from({ length: USERS }, (_, index) =>
    authenticatedUser(
      `user-${index}`,
      some(random, 5, () => `team-${random.int(TEAMS)}`),
    ),
  );
  const asked = Array.from({ length: questions }, () => question(random, random.once(5) ? humans : accounts));
  return {
    policy: new Policy([discovery(), ...clusterRoles, ...roles], bindings, { complete: true }),
    accounts,
    questions: asked,
  };
}

function namespace(index: number): string {
  return `team-${index}`;
}

function account(index: number): { readonly namespace: string; readonly name: string } {
  return { namespace: namespace(index % NAMESPACES), name: `app-${Math.floor(index / NAMESPACES)}` };
}

function role(random: Random, home: string, name: string, rules: number): Role {
  const written = Array.from({ length: 1 + random.int(rules) }, (_, index) => ({ rule: rule(random), from: undefined, index }));
  return {
    kind: home === '' ? 'ClusterRole' : 'Role',
    namespace: home,
    name,
    labels: {},
    rules: written,
    aggregates: undefined,
    object: undefined,
    unreadable: undefined,
  };
}

function rule(random: Random): PolicyRule {
  if (random.once(25)) return policyRule({ verbs: ['get'], nonResourceURLs: some(random, 3, () => random.pick(URLS)) });
  return policyRule({
    verbs: random.once(40) ? ['*'] : some(random, 6, () => random.pick(VERBS)),
    apiGroups: random.once(40) ? ['*'] : some(random, 2, () => random.pick(GROUPS)),
    resources: random.once(40) ? ['*'] : some(random, 8, () => random.pick(RESOURCES)),
    resourceNames: random.once(6) ? some(random, 3, () => `object-${random.int(50)}`) : [],
  });
}

function discovery(): Role {
  const rules = [policyRule({ verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/version'] })];
  return {
    ...role(randomOf(0, 0), '', 'discovery', 1),
    rules: rules.map((written, index) => ({ rule: written, from: undefined, index })),
  };
}

function everybody(): Binding[] {
  return ['system:authenticated', 'system:unauthenticated', 'system:serviceaccounts'].map((group, index) =>
    binding('', `everybody-${index}`, { kind: 'ClusterRole', name: 'discovery' }, [
      { kind: 'Group', name: group, namespace: '' },
    ]),
  );
}

function clusterBinding(random: Random, index: number): Binding {
  const shared = random.once(3);
  const name = `cluster-role-${shared ? random.int(SHARED) : random.int(CLUSTER_ROLES)}`;
  return binding(
    '',
    `cluster-${index}`,
    { kind: 'ClusterRole', name },
    some(random, 3, () => subject(random)),
  );
}

function localBinding(random: Random, index: number): Binding {
  const at = random.int(ROLES);
  const shared = random.once(2);
  const home = namespace(at % NAMESPACES);
  const roleRef = shared
    ? { kind: 'ClusterRole', name: `cluster-role-${random.int(SHARED)}` }
    : { kind: 'Role', name: `role-${at}` };
  return binding(
    home,
    `local-${index}`,
    roleRef,
    some(random, 3, () => subject(random)),
  );
}

function binding(home: string, name: string, roleRef: Binding['roleRef'], subjects: readonly Subject[]): Binding {
  const kind = home === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  return { kind, namespace: home, name, roleRef, subjects, object: undefined, unreadable: undefined };
}

function subject(random: Random): Subject {
  if (random.once(4)) return { kind: 'Group', name: `team-${random.int(TEAMS)}`, namespace: '' };
  if (random.once(5)) return { kind: 'User', name: `user-${random.int(USERS)}`, namespace: '' };
  return { kind: 'ServiceAccount', ...account(random.int(SERVICE_ACCOUNTS)) };
}

function question(random: Random, users: readonly User[]): readonly [User, Request] {
  const user = random.pick(users);
  if (random.once(10)) return [user, urlRequest('get', random.pick(['/api/v1', '/healthz', '/metrics', '/version']))];
  const home = user.name.split(':')[2];
  const [resource = '', subresource = ''] = random.pick(RESOURCES).split('/');
  return [
    user,
    resourceRequest({
      verb: random.pick(VERBS),
      group: random.pick(GROUPS),
      resource,
      subresource,
      namespace: random.once(8) ? '' : home === undefined || random.once(4) ? namespace(random.int(NAMESPACES)) : home,
      name: random.once(2) ? '' : `object-${random.int(50)}`,
    }),
  ];
}

function some<Value>(random: Random, atMost: number, make: () => Value): Value[] {
  return Array.from({ length: 1 + random.int(atMost) }, make);
}
