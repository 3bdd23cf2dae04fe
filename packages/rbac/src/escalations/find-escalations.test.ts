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
  ['escalate and write', one(['escalate,patch clusterroles.rbac']), ['escalate-role', 'aggregate-role']],
  ['escalate of a role that is not its own', one(['escalate,patch clusterroles.rbac other']), []],
  [
    'escalate of its own by name',
    one(['escalate,patch clusterroles.rbac mine'], { role: 'mine' }),
    ['escalate-role', 'aggregate-role'],
  ],
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

test.each<readonly [name: string, grants: readonly SmallGrant[], expected: readonly string[]]>([
  [
    'a ConfigMap of kube-system by name',
    one(['patch configmaps coredns'], { in: 'kube-system' }),
    ['cluster-configuration kube-system'],
  ],
  ['the same name in another namespace', one(['patch configmaps coredns'], { in: 'shop' }), []],
  ['volumes of nodes', one(['create persistentvolumes,persistentvolumeclaims,pods']), ['create-workload', 'host-volume']],
  [
    'volumes of nodes, in a namespace',
    one(['create persistentvolumes,persistentvolumeclaims,pods'], { in: 'shop' }),
    ['create-workload shop'],
  ],
  ['revisions', one(['patch controllerrevisions.apps'], { in: 'shop' }), ['poison-revision shop']],
  ['logs', one(['get pods/log'], { in: 'shop' }), ['read-logs shop']],
  ['leases of the cluster', one(['patch leases.coordination.k8s.io'], { in: 'kube-system' }), ['steal-lease kube-system']],
  ['leases of its own', one(['patch leases.coordination.k8s.io'], { in: 'shop' }), []],
  ['roles that view gathers', one(['create clusterroles.rbac']), ['aggregate-role']],
  ['routes', one(['create ingresses.networking.k8s.io'], { in: 'shop' }), ['hijack-route shop']],
])('%s', (_, grants, expected) => {
  expect(ids(find(grants))).toEqual(expected);
});

const JOINING: SmallGrant = {
  to: '@system:bootstrappers:kubeadm:default-node-token',
  rules: ['create certificatesigningrequests.certs'],
};
const SNAPSHOTS = ['create volumesnapshotcontents.snapshot.storage.k8s.io,volumesnapshots.snapshot.storage.k8s.io'];

test.each<readonly [name: string, grants: readonly SmallGrant[], expected: readonly string[]]>([
  ['snapshots', one([...SNAPSHOTS, 'create persistentvolumeclaims,pods']), ['create-workload', 'snapshot-content']],
  ['snapshots, and nothing to mount them', one([...SNAPSHOTS, 'create persistentvolumeclaims']), []],
  ['CSI drivers', one(['patch csidrivers.storage.k8s.io']), ['csi-driver']],
  ['CSI drivers in a namespace', one(['create csidrivers.storage.k8s.io'], { in: 'shop' }), []],
  ['reference grants', one(['create referencegrants.gateway.networking.k8s.io'], { in: 'shop' }), ['reference-grant shop']],
  ['tokens of nodes that join', [...one(['create secrets'], { in: 'kube-system' }), JOINING], ['bootstrap-token kube-system']],
  ['tokens of nodes that join, in another namespace', [...one(['create secrets'], { in: 'shop' }), JOINING], []],
  ['Secrets of kube-system where no node joins by a token', one(['create secrets'], { in: 'kube-system' }), []],
  ['addresses of Services', one(['create services'], { in: 'shop' }), ['external-address shop']],
  ['policies of the whole network', one(['patch adminnetworkpolicies.policy.networking.k8s.io']), ['open-network']],
  ['kinds, with all their objects', one(['delete customresourcedefinitions.apiextensions.k8s.io']), ['stop-workloads']],
  ['the insides of the API server', one(['get /debug/*']), ['server-insides']],
  ['node statistics', one(['get nodes/stats']), ['node-facts']],
  ['node statistics by name', one(['get nodes/metrics n1']), ['node-facts']],
  ['node logs', one(['get nodes/log']), ['node-files']],
  ['a checkpoint, which is a POST', one(['get nodes/checkpoint']), []],
  ['a checkpoint', one(['create nodes/checkpoint']), ['node-files']],
  ['attest alone', one(['attest signers.certs']), []],
  ['to create bundles alone, which nobody names', one(['create clustertrustbundles.certs']), []],
  ['attest and create', one(['create clustertrustbundles.certs', 'attest signers.certs example.com/*']), ['trust-bundle']],
  ['a bundle of no signer', one(['patch clustertrustbundles.certs ours']), ['trust-bundle']],
  ['a bundle of a signer', one(['patch clustertrustbundles.certs example.com:a:b']), []],
  [
    'a bundle of a signer, and attest',
    one(['patch clustertrustbundles.certs example.com:a:b', 'attest signers.certs example.com/a']),
    ['trust-bundle'],
  ],
  [
    'a bundle of a signer, and attest for another',
    one(['patch clustertrustbundles.certs example.com:a:b', 'attest signers.certs example.com/b']),
    [],
  ],
  ['webhooks of others, told once', one(['patch validatingwebhookconfigurations.admission']), ['validating-webhook']],
  ['webhooks of others away', one(['delete validatingwebhookconfigurations.admission']), ['disarm-admission']],
  ['policies that change', one(['patch mutatingadmissionpolicies.admission']), ['disarm-admission']],
  [
    'labels of a role whose rules it holds',
    [...one(['patch clusterroles.rbac reader', 'get pods']), { to: 'jane', role: 'reader', rules: ['get pods'] }],
    ['aggregate-role'],
  ],
  [
    'labels of a role whose rules it does not hold',
    [...one(['patch clusterroles.rbac reader', 'get pods']), { to: 'jane', role: 'reader', rules: ['list pods'] }],
    [],
  ],
  ['labels of a role whose rules everybody holds', one(['patch clusterroles.rbac system:basic-user']), []],
])('%s', (_, grants, expected) => {
  expect(ids(find(grants))).toEqual(expected);
});

const AS_USER = 'impersonate:user-info users.authn';
const READER: SmallGrant = { to: 'jane', rules: ['list secrets'] };

test.each<readonly [name: string, grants: readonly SmallGrant[], expected: readonly string[]]>([
  ['to be somebody alone', [...one([AS_USER]), READER], []],
  ['to do something as somebody alone', [...one(['impersonate-on:user-info:list secrets']), READER], []],
  ['both', [...one([AS_USER, 'impersonate-on:user-info:list secrets']), READER], ['impersonate-on']],
  [
    'both, and only a controller of the cluster may do it',
    one([AS_USER, 'impersonate-on:user-info:list secrets']),
    ['impersonate-on'],
  ],
  ['both, and somebody else may do it', [...one([`${AS_USER} bob`, 'impersonate-on:user-info:list secrets']), READER], []],
  ['both, and another request', [...one([AS_USER, 'impersonate-on:user-info:list pods']), READER], []],
  [
    'what it may do itself',
    [...one([AS_USER, 'impersonate-on:user-info:list secrets', 'list secrets']), READER],
    ['read-secrets'],
  ],
  [
    'to be somebody, in a namespace, where nobody is a user',
    [...one([AS_USER, 'impersonate-on:user-info:list secrets'], { in: 'shop' }), READER],
    [],
  ],
  [
    'to do it in a namespace',
    [...one([AS_USER]), ...one(['impersonate-on:user-info:list secrets'], { in: 'shop' }), READER],
    ['impersonate-on shop'],
  ],
  [
    'an account of its namespace',
    [
      ...one(['impersonate:serviceaccount serviceaccounts.authn', 'impersonate-on:serviceaccount:list secrets'], { in: 'shop' }),
      { to: 'shop/reader', rules: ['list secrets'] },
    ],
    ['impersonate-on shop'],
  ],
  [
    'an account of another namespace',
    [
      ...one(['impersonate:serviceaccount serviceaccounts.authn', 'impersonate-on:serviceaccount:list secrets'], { in: 'shop' }),
      { to: 'ops/reader', rules: ['list secrets'] },
    ],
    [],
  ],
  [
    'an account of another namespace, where all may be said',
    [
      ...one(['impersonate:serviceaccount serviceaccounts.authn']),
      ...one(['impersonate-on:serviceaccount:list secrets'], { in: 'shop' }),
      { to: 'ops/reader', rules: ['list secrets'] },
    ],
    ['impersonate-on shop'],
  ],
  [
    'a node',
    [
      ...one(['impersonate:arbitrary-node nodes.authn n1', 'impersonate-on:arbitrary-node:list secrets']),
      { to: '@system:nodes', rules: ['list secrets'] },
    ],
    ['impersonate-on'],
  ],
  [
    'a group',
    [
      ...one([AS_USER, 'impersonate:user-info groups.authn devs', 'impersonate-on:user-info:list secrets']),
      { to: '@devs', rules: ['list secrets'] },
    ],
    ['impersonate-on'],
  ],
])('constrained impersonation: %s', (_, grants, expected) => {
  const about = (found: Escalations): readonly string[] =>
    ids(found).filter((id) => !id.startsWith('read-secrets') || expected.includes(id));
  const own = { identities: [{ kind: 'user', name: 'system:serviceaccount:shop:api' }] } as const;
  expect(about(find(grants, own))).toEqual(expected);
  expect(about(find(grants, { ...own, minor: 35 }))).toEqual(expected.filter((id) => !id.startsWith('impersonate-on')));
});

const FLUX: readonly SmallGrant[] = [
  {
    to: 'flux/kustomize-controller',
    rules: ['get,list,watch,patch kustomizations.kustomize.toolkit.fluxcd.io,kustomizations.kustomize.toolkit.fluxcd.io/status'],
  },
];
const ARGO: SmallGrant = { to: 'argo/argo', rules: ['get,list,watch,update workflows.argoproj.io', 'create pods'] };
const ADMIN: SmallGrant = { to: 'flux/kustomize-controller', rules: ['* *.*'] };

test.each<readonly [name: string, grants: readonly SmallGrant[], expected: readonly string[]]>([
  ['an operator that is nowhere', one(['create kustomizations.kustomize.toolkit.fluxcd.io']), []],
  ['one that may do little', [...one(['create kustomizations.kustomize.toolkit.fluxcd.io']), ...FLUX], []],
  [
    'one that may do everything',
    [...one(['create kustomizations.kustomize.toolkit.fluxcd.io'], { in: 'shop' }), ...FLUX, ADMIN],
    ['apply-by-operator shop'],
  ],
  [
    'to change an order',
    [...one(['patch kustomizations.kustomize.toolkit.fluxcd.io'], { in: 'shop' }), ...FLUX, ADMIN],
    ['apply-by-operator shop'],
  ],
  ['to change what is over', [...one(['patch workflows.argoproj.io'], { in: 'shop' }), ARGO], []],
  ['to change nothing', [...one(['get,delete kustomizations.kustomize.toolkit.fluxcd.io']), ...FLUX, ADMIN], []],
  ['workflows', [...one(['create workflows.argoproj.io'], { in: 'shop' }), ARGO], ['run-by-operator shop']],
  ['workflows of nobody', one(['create workflows.argoproj.io'], { in: 'shop' }), []],
  [
    'an operator that is everything by a wildcard, and so of no kind',
    [...one(['create workflows.argoproj.io'], { in: 'shop' }), { to: 'argo/argo', rules: ['* *.*'] }],
    [],
  ],
])('deputies: %s', (_, grants, expected) => {
  const own = { identities: [{ kind: 'user', name: 'system:serviceaccount:shop:api' }] } as const;
  expect(ids(find(grants, own))).toEqual(expected);
  expect(ids(find(grants)).filter((id) => id.includes('-by-operator'))).toEqual(expected);
});

test('Roles of any namespace, for who binds in all of them', () => {
  const rules = ['create rolebindings.rbac', 'bind roles.rbac'];
  const vault: SmallGrant = { to: 'jane', in: 'vault', role: 'keeper', rules: ['* *.*'] };
  const positions = (grants: readonly SmallGrant[]): unknown =>
    find(grants)
      .escalations.filter(({ primitive, position }) => primitive.id === 'bind-role' && position.kind === 'namespace-admin')
      .map(({ position, severity, steps }) => [position, severity, steps[0]?.path]);
  const path = '/apis/rbac.authorization.k8s.io/v1/namespaces/vault/rolebindings';
  const expected = [[{ kind: 'namespace-admin', namespace: 'vault' }, 'medium', path]];
  expect(positions(one(rules))).toEqual([]);
  expect(positions([...one(rules), vault])).toEqual(expected);
  expect(positions([...one(['create rolebindings.rbac', 'bind roles.rbac other']), vault])).toEqual([]);
  const joining = ['patch rolebindings.rbac', 'bind roles.rbac keeper'];
  expect(positions([...one(joining), vault])).toEqual([[...(expected[0] ?? []).slice(0, 2), `${path}/binding-1`]]);
});

test('a binding that is made as an administrator', () => {
  const rules = [`${AS_USER} root`, 'impersonate-on:user-info:create clusterrolebindings.rbac'];
  const { paths } = find([...one(rules), { to: 'root', rules: ['* *.*'] }]);
  const path = paths.find(({ identity }) => identity.name.endsWith(':api'));
  expect(path?.steps.map(({ as, through, method, headers }) => [as.name, through?.name, method, headers])).toEqual([
    ['root', 'system:serviceaccount:shop:api', 'POST', { 'Impersonate-User': 'root' }],
  ]);
});

test('who is only said to be somebody cannot say to be yet another', () => {
  const grants: readonly SmallGrant[] = [
    { to: 'shop/api', rules: ['impersonate users jane'] },
    { to: 'jane', rules: ['impersonate users', 'impersonate groups system:masters'] },
  ];
  expect(find(grants).paths.map(({ identity }) => identity.name)).toEqual(['jane']);
});

test('rules that are written into a role reach whoever is bound to what gathers it', () => {
  const rules = ['create clusterroles.rbac', 'escalate clusterroles.rbac'];
  const bound: SmallGrant = { to: 'shop/api', binds: 'view', rules: [] };
  const escalating = (grants: readonly SmallGrant[]): readonly string[] =>
    ids(find(grants)).filter((id) => id.startsWith('escalate-role'));
  expect(ids(find(one(rules)))).toEqual(['aggregate-role']);
  expect(escalating([...one(rules), bound])).toEqual(['escalate-role']);
  expect(escalating([...one(rules), { ...bound, in: 'shop' }])).toEqual(['escalate-role shop']);
  expect(escalating([...one(['escalate,patch clusterroles.rbac system:discovery']), bound])).toEqual(['escalate-role']);
});

test('a service account that is gone, and is still bound, is there for whoever makes it again', () => {
  const grants: readonly SmallGrant[] = [
    { to: 'shop/api', in: 'ops', rules: ['create serviceaccounts,serviceaccounts/token'] },
    { to: 'ops/gone', rules: ['* *.*'] },
  ];
  const exists = (_: string, name: string): boolean => name !== 'gone';
  expect(ids(find(grants, { exists })).toSorted()).toEqual(['everything', 'mint-token ops', 'take-over-account ops']);
  const { paths } = find(grants, { exists });
  expect(paths.find(({ identity }) => identity.name.endsWith(':api'))?.primitives).toEqual(['take-over-account', 'everything']);
  expect(ids(find(grants))).not.toContain('take-over-account ops');
});

test('what everybody has is worse', () => {
  const severities = (to: string): readonly string[] =>
    find([{ to, rules: ['get secrets'] }]).escalations.map(({ severity }) => severity);
  expect(severities('@devs')).toEqual(['high']);
  expect(severities('@system:authenticated')).toEqual(['critical']);
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
  const found = find([...one(rules), { to: 'jane', role: 'reader', rules: ['get pods'] }]);
  const { paths } = found;
  expect(ids(found)).toEqual(['aggregate-role']);
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
