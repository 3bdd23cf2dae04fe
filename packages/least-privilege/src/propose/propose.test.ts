import type { JsonObject } from '@bulwark/model';
import { requestWords, ruleWords } from '@bulwark/rbac';
import { expect, test } from 'vitest';
import { Observations } from '../observe/observations.ts';
import { eventsOf } from '../testing/events.ts';
import { propose, type Proposal } from './propose.ts';

const USER = 'system:serviceaccount:shop:api';
const pods = { resource: 'pods', namespace: 'shop' };

function made(...events: readonly JsonObject[]): Proposal {
  const observations = new Observations();
  for (const event of eventsOf(...events)) observations.add(event);
  const log = observations.subjects.get(USER);
  if (log === undefined) throw new Error('the user is not in the log');
  const today = { policy: undefined, defaults: { roles: [], bindings: [] } };
  return propose(log, today, { names: 'keep', window: observations.window });
}

function words({ scopes }: Proposal): readonly string[] {
  return scopes.flatMap(({ namespace, rules }) => rules.map((rule) => `${namespace || 'cluster'}: ${ruleWords(rule)}`));
}

const forbidden = { responseStatus: { code: 403 }, annotations: { 'authorization.k8s.io/decision': 'forbid' } };
const role = (rules: JsonObject[]): JsonObject => ({
  kind: 'Role',
  apiVersion: 'rbac.authorization.k8s.io/v1',
  metadata: { name: 'r' },
  rules,
});
const RBAC = { apiGroup: 'rbac.authorization.k8s.io', namespace: 'shop' };

test.each<[string, readonly JsonObject[], readonly string[]]>([
  [
    'the name of what was created is not asked for',
    [{ verb: 'create', objectRef: { ...pods, name: 'a' } }],
    ['shop: create pods'],
  ],
  [
    'a namespace is created over the cluster',
    [{ verb: 'create', objectRef: { resource: 'namespaces', name: 'a', namespace: 'a' } }],
    ['cluster: create namespaces'],
  ],
  [
    'a patch that creates',
    [{ verb: 'patch', objectRef: { ...pods, name: 'a' }, responseStatus: { code: 201 } }],
    ['shop: create, patch pods "a"'],
  ],
  ['a WebSocket', [{ verb: 'get', objectRef: { ...pods, name: 'a', subresource: 'exec' } }], ['shop: get, create pods/exec "a"']],
  ['URLs without their query', [{ verb: 'get', requestURI: '/metrics?a=b' }], ['cluster: get /metrics']],
  [
    'what is denied',
    [
      { verb: 'list', objectRef: pods },
      { verb: 'get', objectRef: { ...pods, name: 'a' }, ...forbidden },
    ],
    ['shop: list pods'],
  ],
  [
    'impersonation',
    [{ verb: 'list', objectRef: pods, impersonatedUser: { username: 'ann', groups: ['dev', 'system:authenticated'] } }],
    ['cluster: impersonate groups "dev"', 'cluster: impersonate users "ann"'],
  ],
  [
    'a binding',
    [
      {
        verb: 'create',
        objectRef: { ...RBAC, resource: 'rolebindings' },
        requestObject: {
          kind: 'RoleBinding',
          apiVersion: 'rbac.authorization.k8s.io/v1',
          metadata: { name: 'b' },
          roleRef: { kind: 'ClusterRole', name: 'view' },
        },
      },
    ],
    ['shop: bind clusterroles.rbac.authorization.k8s.io "view"', 'shop: create rolebindings.rbac.authorization.k8s.io'],
  ],
  [
    'a role whose rules it does not use',
    [
      {
        verb: 'create',
        objectRef: { ...RBAC, resource: 'roles' },
        requestObject: role([{ verbs: ['get'], apiGroups: ['apps'], resources: ['deployments'] }]),
      },
    ],
    ['shop: create roles.rbac.authorization.k8s.io', 'shop: get deployments.apps'],
  ],
])('%s', (_title, events, expected) => {
  const proposal = made(...events);
  expect(words(proposal)).toEqual(expected);
  expect(proposal.proof).toMatchObject({ refused: [], beyond: [] });
});

test('what a kubelet asked about the user counts as done by it', () => {
  const spec = { user: USER, resourceAttributes: { verb: 'get', resource: 'nodes', subresource: 'metrics', name: 'n1' } };
  const review = {
    verb: 'create',
    user: { username: 'system:node:n1' },
    objectRef: { apiGroup: 'authorization.k8s.io', resource: 'subjectaccessreviews' },
    requestObject: { spec },
    responseObject: { spec, status: { allowed: true } },
  };
  expect(words(made(review))).toEqual(['cluster: get nodes/metrics "n1"']);
});

test('no rule has a star, whatever was asked for', () => {
  const proposal = made(
    { verb: 'list', objectRef: { resource: '*', namespace: 'shop' } },
    { verb: 'get', objectRef: { resource: '*', subresource: 'scale', namespace: 'shop', name: 'a' } },
    { verb: 'get', requestURI: '/metrics*' },
    { verb: 'get', objectRef: { resource: 'pods', namespace: '*', name: 'a' } },
    { verb: 'list', objectRef: pods },
  );
  expect(words(proposal)).toEqual(['shop: list pods']);
  expect(proposal.ungrantable.map(({ request }) => requestWords(request))).toHaveLength(4);
});
