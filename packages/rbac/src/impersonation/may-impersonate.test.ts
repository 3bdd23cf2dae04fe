import { describe, expect, test } from 'vitest';
import { naiveAuthority, type Authority } from '../authorize/authority.ts';
import { resourceRequest, resourceWithSubresource, type ResourceRequest } from '../request.ts';
import { MASTERS, type User } from '../subject/user.ts';
import { policyOf } from '../testing/policy.ts';
import { mayImpersonate, type ImpersonationDecision } from './may-impersonate.ts';
import type { WantedUser } from './wanted-user.ts';

type Rule = (request: ResourceRequest) => boolean;

/** Everybody holds what the first two of their groups stand for, as in the authorizer of upstream's test. */
function authorityOf(rules: Readonly<Record<string, Rule>>): Authority {
  return {
    ...naiveAuthority(policyOf()),
    authorize: ({ name, groups }, request) => {
      const allows = (group: string): boolean => request.kind === 'resource' && (rules[group]?.(request) ?? false);
      const allowed = name === 'system:admin' || groups.slice(0, 2).some(allows);
      return allowed ? { verdict: 'allow', grant: MASTERS } : { verdict: 'no-opinion', gaps: [] };
    },
  };
}

const on =
  (resource: string, group?: string, name?: string): Rule =>
  (request) =>
    request.verb === 'impersonate' &&
    resourceWithSubresource(request) === resource &&
    (group === undefined || request.group === group) &&
    (name === undefined || request.name === name);
const AUTHENTICATION = 'authentication.k8s.io';
const legacy = authorityOf({
  wheel: on('users'),
  'sa-impersonater': on('serviceaccounts'),
  'regular-impersonater': on('users'),
  'group-impersonater': on('groups'),
  'extra-setter-scopes': on('userextras/scopes'),
  'escaped-scopes': () => true,
  'extra-setter-particular-scopes': on('userextras/scopes', AUTHENTICATION, 'scope-a'),
  'extra-setter-project': on('userextras/project', AUTHENTICATION),
  'everything-impersonater': (request) =>
    [on('users', ''), on('groups', ''), on('uids', AUTHENTICATION, 'some-uid'), on('userextras/scopes', AUTHENTICATION)].some(
      (rule) => rule(request),
    ),
});
const user = (name: string, ...groups: string[]): User => ({ name, groups });
const getPods = resourceRequest({ verb: 'get', resource: 'pods', namespace: 'shop', name: 'a' });
const scopes = (...values: string[]): ReadonlyMap<string, string[]> => new Map([['scopes', values]]);
const admin = user('system:admin');
const grouped = user('dev', 'wheel', 'group-impersonater');
const everything = user('dev', 'everything-impersonater');
const SA = 'system:serviceaccount:foo:default';

/** The cases of impersonation_test.go, by what the user's groups become, or the status. */
test.each<[string, User, WantedUser, readonly string[] | number]>([
  ['nobody', user('tester'), { name: '' }, []],
  ['anyone', user('tester'), { name: 'anyone' }, 403],
  ['a group and no user', user('tester'), { name: '', groups: ['some-group'] }, 400],
  ['extra and no user', user('tester'), { name: '', extra: scopes('scope-a') }, 400],
  ['a uid and no user', user('tester'), { name: '', uid: 'some-uid' }, 400],
  ['a group', user('dev', 'wheel'), { name: 'system:admin', groups: ['some-group'] }, 403],
  ['a group', grouped, { name: 'system:admin', groups: ['some-group'] }, ['some-group', 'system:authenticated']],
  ['extra', user('dev', 'wheel'), { name: 'system:admin', groups: ['some-group'], extra: scopes('scope-a') }, 403],
  [
    'other extra',
    user('dev', 'wheel', 'extra-setter-project'),
    { name: 'system:admin', groups: ['some-group'], extra: scopes('scope-a') },
    403,
  ],
  [
    'another value of extra',
    user('dev', 'wheel', 'extra-setter-particular-scopes'),
    { name: 'system:admin', extra: scopes('scope-a', 'scope-b') },
    403,
  ],
  [
    'extra',
    user('dev', 'wheel', 'extra-setter-scopes'),
    { name: 'system:admin', extra: scopes('scope-a', 'scope-b') },
    ['system:authenticated'],
  ],
  [
    'extra of any key',
    user('dev', 'wheel', 'escaped-scopes'),
    { name: 'system:admin', extra: new Map([['almost%zzpercent', ['scope-a']]]) },
    ['system:authenticated'],
  ],
  ['a user', user('dev', 'regular-impersonater'), { name: 'tester' }, ['system:authenticated']],
  ['a user', user('dev', 'sa-impersonater'), { name: 'tester' }, 403],
  [
    'an account',
    user('dev', 'sa-impersonater'),
    { name: SA },
    ['system:serviceaccounts', 'system:serviceaccounts:foo', 'system:authenticated'],
  ],
  ['anonymous', admin, { name: 'system:anonymous' }, ['system:unauthenticated']],
  ['unauthenticated', admin, { name: 'unknown', groups: ['system:unauthenticated'] }, ['system:unauthenticated']],
  ['authenticated', admin, { name: 'unknown', groups: ['system:authenticated'] }, ['system:authenticated']],
  [
    'authenticated among others',
    grouped,
    { name: 'system:admin', groups: ['some-group', 'system:authenticated'] },
    ['some-group', 'system:authenticated'],
  ],
  [
    'anonymous and unauthenticated',
    admin,
    { name: 'system:anonymous', groups: ['system:unauthenticated'] },
    ['system:unauthenticated'],
  ],
  ['a uid', everything, { name: 'tester', uid: 'some-uid' }, ['system:authenticated']],
  ['another uid', everything, { name: 'tester', uid: 'disallowed-uid' }, 403],
  [
    'all of it',
    everything,
    { name: 'tester', uid: 'some-uid', groups: ['system:authenticated'], extra: scopes('scope-a', 'scope-b') },
    ['system:authenticated'],
  ],
])('may be %s', (_, by, wanted, expected) => {
  for (const minor of [34, 37]) {
    const decision = mayImpersonate(legacy, { by, wanted, request: getPods, minor });
    // That nobody is said was the server's own error before 1.35.
    const wish = expected === 400 && minor < 35 ? 500 : expected;
    expect(decision.verdict === 'allowed' ? decision.user.groups : decision.verdict === 'refused' && decision.status).toEqual(
      wish,
    );
  }
});

describe('constrained impersonation, as in constrained_impersonation_test.go', () => {
  const text = ({ verb, group, name, ...request }: ResourceRequest): string =>
    `${verb} ${resourceWithSubresource(request)}${group === '' ? '' : `.${group}`} ${name}`;
  const by: User = user('dev');
  const decide = (
    allowed: readonly string[],
    wanted: WantedUser,
    more: { by?: User; minor?: number } = {},
  ): ImpersonationDecision =>
    mayImpersonate(
      {
        ...naiveAuthority(policyOf()),
        authorize: (_, request) =>
          request.kind === 'resource' && allowed.includes(text(request))
            ? { verdict: 'allow', grant: MASTERS }
            : { verdict: 'no-opinion', gaps: [] },
      },
      { by, wanted, request: getPods, minor: 37, ...more },
    );
  const said = (decision: ImpersonationDecision): unknown =>
    decision.verdict === 'allowed' ? [decision.mode, ...decision.user.groups] : decision.verdict;
  const onUser = 'impersonate-on:user-info:get pods a';
  const asUser = `impersonate:user-info users.${AUTHENTICATION} bob`;
  const asGroup = (name: string): string => `impersonate:user-info groups.${AUTHENTICATION} ${name}`;

  test('a user, for what may be done as one', () => {
    expect(said(decide([onUser, asUser], { name: 'bob' }))).toEqual(['user-info', 'system:authenticated']);
    expect(said(decide([asUser], { name: 'bob' }))).toBe('refused');
    expect(said(decide([onUser], { name: 'bob' }))).toBe('refused');
    expect(said(decide([onUser.replace('get', 'create'), asUser], { name: 'bob' }))).toBe('refused');
    expect(said(decide([onUser, asUser], { name: 'bob' }, { minor: 35 }))).toBe('refused');
  });

  test('an account gets its groups, and takes no others', () => {
    const allowed = [
      'impersonate-on:serviceaccount:get pods a',
      `impersonate:serviceaccount serviceaccounts.${AUTHENTICATION} default`,
    ];
    const groups = ['system:serviceaccounts', 'system:serviceaccounts:foo', 'system:authenticated'];
    expect(said(decide(allowed, { name: SA }))).toEqual(['serviceaccount', ...groups]);
    expect(said(decide(allowed, { name: SA, groups: ['team'] }))).toBe('refused');
  });

  test('a node is in the group of nodes', () => {
    const allowed = ['impersonate-on:arbitrary-node:get pods a', `impersonate:arbitrary-node nodes.${AUTHENTICATION} n1`];
    expect(said(decide(allowed, { name: 'system:node:n1' }))).toEqual(['arbitrary-node', 'system:nodes', 'system:authenticated']);
    expect(said(decide(allowed.slice(0, 1), { name: 'system:node:n1' }))).toBe('refused');
    expect(said(decide(allowed, { name: 'system:node:n2' }))).toBe('refused');
  });

  test('the node that an account runs on, by the name of all', () => {
    const allowed = ['impersonate-on:associated-node:get pods a', `impersonate:associated-node nodes.${AUTHENTICATION} *`];
    const extra = new Map([['authentication.kubernetes.io/node-name', ['n1']]]);
    const agent: User = { name: SA, groups: [], extra };
    expect(said(decide(allowed, { name: 'system:node:n1' }, { by: agent }))).toEqual([
      'associated-node',
      'system:nodes',
      'system:authenticated',
    ]);
    expect(said(decide(allowed, { name: 'system:node:n2' }, { by: agent }))).toBe('refused');
    expect(said(decide(allowed, { name: 'system:node:n1' }, { by: { ...agent, name: 'dev' } }))).toBe('refused');
  });

  test('nobody becomes a master but in the old way', () => {
    const wanted = { name: 'bob', groups: [MASTERS] };
    const decision = decide([onUser, asUser, asGroup(MASTERS)], wanted);
    expect(decision).toMatchObject({
      verdict: 'refused',
      attempts: [{ mode: 'user-info', reason: 'impersonating the system:masters group is not allowed' }, { mode: 'legacy' }],
    });
    expect(said(decide(['impersonate users bob', `impersonate groups ${MASTERS}`], wanted))).toEqual([
      'legacy',
      MASTERS,
      'system:authenticated',
    ]);
  });

  test('many groups at once are asked for by a star, and then one by one', () => {
    const groups = ['a', 'b', 'c', 'd'];
    const wanted = { name: 'bob', groups };
    expect(said(decide([onUser, asUser, asGroup('*')], wanted))).toEqual(['user-info', ...groups, 'system:authenticated']);
    expect(said(decide([onUser, asUser, ...groups.map(asGroup)], wanted))).toEqual([
      'user-info',
      ...groups,
      'system:authenticated',
    ]);
    expect(said(decide([onUser, asUser, asGroup('*')], { name: 'bob', groups: ['a', 'b', 'c'] }))).toBe('refused');
  });

  test('many extras at once too; keys have a domain', () => {
    const extra = new Map([['example.com/k', ['1', '2', '3', '4']]]);
    const star = `impersonate:user-info userextras/*.${AUTHENTICATION} *`;
    expect(said(decide([onUser, asUser, star], { name: 'bob', extra }))).toEqual(['user-info', 'system:authenticated']);
    expect(decide([onUser, asUser, star], { name: 'bob', extra: scopes('a') })).toMatchObject({
      attempts: [{ reason: 'impersonating an invalid key in extra is not allowed' }, {}],
    });
  });
});
