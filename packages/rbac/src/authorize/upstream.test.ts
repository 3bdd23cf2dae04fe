import { expect, test } from 'vitest';
import { defaultsOf } from '../defaults/defaults.ts';
import { Policy } from '../policy/policy.ts';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import type { User } from '../subject/user.ts';
import { bindingObject, bindingOf, policyOf, roleObject } from '../testing/policy.ts';
import { authorizeNaively } from './naive.ts';
import { RbacIndex } from './rbac-index.ts';
import { rulesReview } from './rules-review.ts';

/** Lists as upstream's tests make them: a text without a comma is a list of one, also the empty one. */
function split(verbs: string, groups: string, resources: string, urls: string): PolicyRule {
  const [of, apiGroups, kinds, nonResourceURLs] = [verbs, groups, resources, urls].map((text) => text.split(','));
  return policyRule({
    verbs: of ?? [],
    apiGroups: apiGroups ?? [],
    resources: kinds ?? [],
    nonResourceURLs: nonResourceURLs ?? [],
  });
}

/** `admin,group1 get pods/status ns1`: a user with groups, a verb, a resource of the core group, a namespace. */
function asked(text: string): readonly [User, Request] {
  const [who = '', verb = '', what = '', namespace = ''] = text.split(' ');
  const [name = '', ...groups] = who.split(',');
  const user = { name: name === '-' ? '' : name, groups };
  if (what.startsWith('/')) return [user, urlRequest(verb, what)];
  const [resource = '', subresource = ''] = what.split('/');
  return [user, resourceRequest({ verb, resource, subresource, namespace })];
}

const ADMIN_IN_NS1 = bindingObject('ns1/admin', 'ClusterRole/admin', ['User/admin', 'Group/admins']);
const ADMIN = roleObject('admin', [split('*', '*', '*', '*')]);

interface Case {
  readonly title: string;
  readonly policy: Policy;
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/** The cases of TestAuthorizer in kubernetes/plugin/pkg/auth/authorizer/rbac/rbac_test.go. */
const AUTHORIZER: readonly Case[] = [
  {
    title: 'a ClusterRole in one namespace',
    policy: policyOf(ADMIN, ADMIN_IN_NS1),
    allowed: [
      'admin get Pods ns1',
      'admin watch Pods ns1',
      'admin,group1 watch Foobar ns1',
      'joe,admins watch Foobar ns1',
      'joe,group1,admins watch Foobar ns1',
    ],
    refused: ['admin GET Pods ns2', 'admin GET Nodes', 'admin,admins GET Pods ns2', 'admin,admins GET Nodes'],
  },
  {
    title: 'URLs',
    policy: policyOf(
      roleObject('getter', [split('get', '', '', '/apis')]),
      roleObject('all-verbs', [split('*', '', '', '/apis')]),
      roleObject('below', [split('get', '', '', '/apis/*')]),
      bindingObject('1', 'ClusterRole/getter', ['User/foo', 'Group/bar']),
      bindingObject('2', 'ClusterRole/all-verbs', ['User/admin', 'Group/admin']),
      bindingObject('3', 'ClusterRole/below', ['User/prefixed', 'Group/prefixed']),
    ),
    allowed: [
      'foo get /apis',
      '-,bar get /apis',
      'admin get /apis',
      '-,admin get /apis',
      'admin watch /apis',
      '-,admin watch /apis',
      'prefixed get /apis/v1',
      '-,prefixed get /apis/v1',
      'prefixed get /apis/v1/foobar',
      '-,prefixed get /apis/v1/foorbar',
    ],
    refused: [
      'foo watch /apis',
      '-,bar watch /apis',
      'foo get /api/v1',
      '-,bar get /api/v1',
      'admin get /api/v1',
      '-,admin get /api/v1',
      'prefixed get /api/v1',
      '-,prefixed get /api/v1',
    ],
  },
  {
    title: 'a resource without its subresources',
    policy: policyOf(roleObject('admin', [split('*', '*', 'pods', '*')]), ADMIN_IN_NS1),
    allowed: ['admin get pods ns1'],
    refused: ['admin get pods/status ns1'],
  },
  {
    title: 'subresources, of one resource and of all',
    policy: policyOf(roleObject('admin', [split('*', '*', 'pods/status', '*'), split('*', '*', '*/scale', '*')]), ADMIN_IN_NS1),
    allowed: [
      'admin get pods/status ns1',
      'admin get pods/scale ns1',
      'admin get deployments/scale ns1',
      'admin get anything/scale ns1',
    ],
    refused: ['admin get pods ns1'],
  },
];

test.each(AUTHORIZER)('$title', ({ policy, allowed, refused }) => {
  const index = new RbacIndex(policy);
  for (const [texts, verdict] of [
    [allowed, 'allow'],
    [refused, 'no-opinion'],
  ] as const) {
    for (const text of texts) {
      const [user, request] = asked(text);
      expect([text, index.authorize(user, request).verdict, authorizeNaively(policy, user, request).verdict]).toEqual([
        text,
        verdict,
        verdict,
      ]);
    }
  }
});

test('upstream has 34 such requests', () => {
  expect(AUTHORIZER.flatMap(({ allowed, refused }) => [...allowed, ...refused])).toHaveLength(34);
});

const READ_PODS = split('GET,WATCH', 'v1', 'pods', '');
const READ_SERVICES = split('GET,WATCH', 'v1', 'services', '');
const EVERYTHING = split('*', '*', '*', '');

// The cases of TestDefaultRuleResolver in kubernetes/pkg/registry/rbac/validation/rule_test.go.
test.each<[string, User, string, readonly PolicyRule[]]>([
  ['in the namespace of the binding', { name: 'foobar', groups: [] }, 'namespace1', [READ_PODS, READ_SERVICES]],
  ['in another', { name: 'foobar', groups: [] }, 'namespace2', []],
  ['in none', { name: 'foobar', groups: ['admin'] }, '', [EVERYTHING]],
  ['of nobody', { name: '', groups: [] }, '', []],
])('the rules %s', (_, user, namespace, rules) => {
  const policy = policyOf(
    roleObject('namespace1/readthings', [READ_PODS, READ_SERVICES]),
    roleObject('cluster-admin', [EVERYTHING]),
    roleObject('write-nodes', [split('PUT,CREATE,UPDATE', 'v1', 'nodes', '')]),
    bindingObject('namespace1/read', 'Role/readthings', ['User/foobar', 'Group/group1']),
    bindingObject('admin', 'ClusterRole/cluster-admin', ['User/admin', 'Group/admin']),
  );
  expect(new RbacIndex(policy).rulesFor(user, namespace)).toEqual({ rules, gaps: [] });
});

const SUPER_ADMINS = bindingObject('super', 'ClusterRole/admin', ['User/super-admin', 'Group/super-admins']);
const EVERYWHERE = ['group system:masters', 'user super-admin', 'group super-admins'];

// The cases of TestSubjectLocator in kubernetes/plugin/pkg/auth/authorizer/rbac/subject_locator_test.go, but for the super user
// of its second table: no API server has one.
test.each<[string, Policy, string, readonly string[]]>([
  [
    'a binding in the namespace',
    policyOf(ADMIN, SUPER_ADMINS, ADMIN_IN_NS1),
    '- get Pods ns1',
    [...EVERYWHERE, 'user admin', 'group admins'],
  ],
  ['a star for a namespace', policyOf(ADMIN, SUPER_ADMINS, ADMIN_IN_NS1), '- * Pods *', EVERYWHERE],
  ['no namespace', policyOf(ADMIN, SUPER_ADMINS, ADMIN_IN_NS1), '- * Pods', EVERYWHERE],
  ...(
    [
      ['a Role', '- get Pods ns1', [...EVERYWHERE, 'user admin', 'group admins']],
      ['a Role without the verb', '- create Pods ns1', EVERYWHERE],
      ['a Role of another namespace', '- get Pods ns2', EVERYWHERE],
    ] as const
  ).map(([title, text, expected]): [string, Policy, string, readonly string[]] => [
    title,
    policyOf(
      ADMIN,
      SUPER_ADMINS,
      roleObject('ns1/admin', [split('get', '*', 'Pods', '*')]),
      bindingObject('ns1/admin', 'Role/admin', ['User/admin', 'Group/admins']),
    ),
    text,
    expected,
  ]),
])('who can, with %s', (_, policy, text, expected) => {
  const { allowed, gaps } = new RbacIndex(policy).whoCan(asked(text)[1]);
  expect(allowed.map(({ principal }) => `${principal.kind} ${principal.name}`)).toEqual(expected);
  expect(gaps).toEqual([]);
});

const NODE: User = { name: 'system:node:node1', groups: ['system:nodes', 'system:authenticated'] };
const NODES_BOUND = bindingOf(bindingObject('nodes', 'ClusterRole/system:node', ['Group/system:nodes']));

// The requests of BenchmarkAuthorize in rbac_test.go. Nodes are let through by the node authorizer today: the default binding of
// their role has no subject any more, so that what upstream names "allow" needs the subject that it had.
test.each([
  ['list pods', resourceRequest({ verb: 'list', resource: 'pods' }), 'allow'],
  [
    'update pods/status',
    resourceRequest({ verb: 'update', resource: 'pods', subresource: 'status', namespace: 'myns', name: 'mypods' }),
    'allow',
  ],
  ['educate dolphins', resourceRequest({ verb: 'educate', resource: 'dolphins' }), 'no-opinion'],
])('a node may %s', async (_, request, verdict) => {
  const { roles, bindings } = await defaultsOf();
  expect(new RbacIndex(new Policy(roles, bindings)).authorize(NODE, request)).toEqual({ verdict: 'no-opinion', gaps: [] });
  expect(new RbacIndex(new Policy(roles, [...bindings, NODES_BOUND])).authorize(NODE, request).verdict).toBe(verdict);
});

test('a review shows the rules of resources and of URLs apart, and what has both in both', () => {
  const both = policyRule({ verbs: ['get'], apiGroups: [''], resources: ['pods'], nonResourceURLs: ['/metrics'] });
  const url = policyRule({ verbs: ['get'], nonResourceURLs: ['/healthz'] });
  const nothing = policyRule({ verbs: ['get'], apiGroups: [''] });
  expect(rulesReview([both, url, nothing])).toEqual({
    resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: [] }],
    nonResourceRules: [
      { verbs: ['get'], nonResourceURLs: ['/metrics'] },
      { verbs: ['get'], nonResourceURLs: ['/healthz'] },
    ],
  });
});
