import { describe, expect, test } from 'vitest';
import { naiveAuthority, type Authority } from '../authorize/authority.ts';
import { readPolicy } from '../read/read-policy.ts';
import { authenticatedUser, MASTERS, type User } from '../subject/user.ts';
import { bindingObject, policyOf, roleObject, roleOf } from '../testing/policy.ts';
import { rule, urls } from '../testing/rules.ts';
import { mayWriteRole } from './role-write.ts';

const GROUP = 'rbac.authorization.k8s.io';
const getPods = [rule('get', 'core', 'pods')];
const user = (name: string): User => ({ name, groups: [] });

describe('the cases of upstream’s TestEscalation', () => {
  const held = naiveAuthority(
    policyOf(roleObject('alice-role', [rule('*', '*', '*')]), bindingObject('alice', 'ClusterRole/alice-role', ['User/alice'])),
  );
  const asked: string[] = [];
  /** Everybody may write roles, and only steve may escalate. */
  const authority: Authority = {
    ...held,
    authorize: ({ name }, request) => {
      if (request.verb !== 'escalate') return { verdict: 'allow', grant: MASTERS };
      asked.push(name);
      return name === 'steve' ? { verdict: 'allow', grant: MASTERS } : { verdict: 'no-opinion', gaps: [] };
    },
  };
  const superuser = { name: 'superuser', groups: [MASTERS] };

  describe.each(['myrole', 'myns/myrole'])('a role %s', (at) => {
    const next = roleOf(roleObject(at, getPods));
    const old = roleOf(roleObject(at, []));
    describe.each(['create', 'update'] as const)('%s', (verb) => {
      test.each([
        [superuser, 'allowed', 'masters'],
        [user('bob'), 'refused', undefined],
        [user('steve'), 'allowed', 'verb'],
        [user('alice'), 'allowed', 'held'],
      ])('by $name: %s', (by, verdict, proof) => {
        asked.length = 0;
        const change = verb === 'create' ? { old: undefined, next } : { old, next };
        const decision = mayWriteRole(authority, by, change);
        expect(decision.verdict).toBe(verdict);
        if (decision.verdict === 'allowed') expect(decision.proof.kind).toBe(proof);
        expect(asked.length > 0).toBe(by !== superuser);
      });
    });
  });
});

const writer = authenticatedUser('writer', ['team']);
const policy = policyOf(
  roleObject('role-writer', [rule('create,update,patch', GROUP, 'roles,clusterroles')]),
  bindingObject('write', 'ClusterRole/role-writer', ['Group/team']),
  roleObject('escalate-named', [rule('escalate', GROUP, 'roles,clusterroles', 'chosen')]),
  bindingObject('escalate', 'ClusterRole/escalate-named', ['User/escalator']),
  roleObject('shop/reader', [rule('get,list', 'core', 'pods')]),
  bindingObject('shop/read', 'Role/reader', ['User/writer']),
  roleObject('everything', [rule('*', '*', '*'), urls('*', '*')]),
  bindingObject('everything', 'ClusterRole/everything', ['User/admin']),
  roleObject('creator', [rule('update,patch', GROUP, 'roles')]),
  bindingObject('update-only', 'ClusterRole/creator', ['User/updater']),
);
const authority = naiveAuthority(policy);

test('what is held in a namespace may be given in it, and nowhere else', () => {
  const here = mayWriteRole(authority, writer, { old: undefined, next: roleOf(roleObject('shop/new', getPods)) });
  expect(here).toMatchObject({
    verdict: 'allowed',
    proof: { kind: 'held', permissions: [{ grant: { binding: { name: 'read' } } }] },
  });
  expect(mayWriteRole(authority, writer, { old: undefined, next: roleOf(roleObject('new', getPods)) }).verdict).toBe('refused');
});

test('a refusal reads as the server’s', () => {
  const next = roleOf(roleObject('shop/new', [rule('get,watch,delete', 'core', 'pods,secrets'), rule('get', 'apps', '*')]));
  expect(mayWriteRole(authority, writer, { old: undefined, next })).toMatchObject({
    status: 403,
    message: `roles.rbac.authorization.k8s.io "new" is forbidden: user "writer" (groups=["system:authenticated" "team"]) is attempting to grant RBAC permissions not currently held:
{APIGroups:[""], Resources:["pods"], Verbs:["watch" "delete"]}
{APIGroups:[""], Resources:["secrets"], Verbs:["get" "watch" "delete"]}
{APIGroups:["apps"], Resources:["*"], Verbs:["get"]}`,
    uncovered: [{ verbs: ['watch'] }, { verbs: ['delete'] }, {}, {}, {}, { resources: ['*'] }],
  });
});

test('who may not write at all is told so', () => {
  const next = roleOf(roleObject('shop/new', []));
  expect(mayWriteRole(authority, user('no<body>'), { old: undefined, next })).toMatchObject({
    verdict: 'refused',
    status: 403,
    message:
      'roles.rbac.authorization.k8s.io is forbidden: User "no&lt;body&gt;" cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "shop"',
    request: { verb: 'create', name: '' },
  });
});

test('escalate with a name holds for updates, and never for a POST, which has none', () => {
  const escalator = authenticatedUser('escalator', ['team']);
  const next = roleOf(roleObject('chosen', getPods));
  const verdict = (change: Parameters<typeof mayWriteRole>[2]): string => mayWriteRole(authority, escalator, change).verdict;
  expect(verdict({ old: undefined, next })).toBe('refused');
  expect(verdict({ old: undefined, next, verb: 'update' })).toBe('allowed');
  expect(verdict({ old: undefined, next, verb: 'patch' })).toBe('allowed');
  const verdictOfUpdate = (name: string): string =>
    verdict({ old: roleOf(roleObject(name, [])), next: roleOf(roleObject(name, getPods)) });
  expect(verdictOfUpdate('chosen')).toBe('allowed');
  expect(verdictOfUpdate('other')).toBe('refused');
});

test('to put what is not there needs the right to create it', () => {
  const next = roleOf(roleObject('shop/new', []));
  const updater = authenticatedUser('updater');
  expect(mayWriteRole(authority, updater, { old: next, next }).verdict).toBe('allowed');
  expect(mayWriteRole(authority, updater, { old: undefined, next, verb: 'update' })).toMatchObject({
    verdict: 'refused',
    request: { verb: 'create', name: 'new' },
  });
});

describe('aggregation', () => {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] };
  const aggregated = roleOf(roleObject('sum', [], { aggregationRule }));
  const plain = roleOf(roleObject('sum', []));
  const empty = roleOf(roleObject('sum', [], { aggregationRule: { clusterRoleSelectors: [] } }));

  test.each([
    ['a new one', undefined, aggregated],
    ['what becomes one', plain, aggregated],
    ['what is one no more', aggregated, plain],
  ])('%s needs everything', (_, old, next) => {
    expect(mayWriteRole(authority, authenticatedUser('admin'), { old, next }).verdict).toBe('allowed');
    expect(mayWriteRole(authority, writer, { old, next })).toMatchObject({
      verdict: 'refused',
      message: `clusterroles.${GROUP} "sum" is forbidden: must have cluster-admin privileges to use the aggregationRule`,
    });
  });

  test('one without selectors gathers nothing, and needs nothing', () => {
    expect(mayWriteRole(authority, writer, { old: undefined, next: empty }).verdict).toBe('allowed');
  });
});

describe('what is not known', () => {
  const next = roleOf(roleObject('shop/new', getPods));

  test('a role that is not among the manifests could grant what is lacking', () => {
    const partial = naiveAuthority(readPolicy([bindingObject('shop/b', 'Role/elsewhere', ['User/writer'])]));
    expect(mayWriteRole(partial, writer, { old: undefined, next })).toMatchObject({
      verdict: 'unknown',
      reasons: ['RoleBinding b: Role elsewhere is not among the manifests'],
    });
    expect(mayWriteRole(partial, { name: 'root', groups: [MASTERS] }, { old: undefined, next }).verdict).toBe('allowed');
  });

  test('a role that nobody can read', () => {
    const broken = roleOf(roleObject('shop/new', [], { rules: 'all' }));
    expect(mayWriteRole(authority, writer, { old: undefined, next: broken })).toMatchObject({
      verdict: 'unknown',
      reasons: ['rules is no list'],
    });
  });
});

test('an update of owner references and finalizers alone is let through', () => {
  const meta = { uid: 'u', resourceVersion: '7' };
  const old = roleOf(roleObject('secret-reader', [rule('get', 'core', 'secrets')], {}, meta));
  const collected = { ...meta, finalizers: ['x'], ownerReferences: [{ name: 'gone' }] };
  const next = roleOf(roleObject('secret-reader', [rule('get', 'core', 'secrets')], {}, collected));
  expect(mayWriteRole(authority, writer, { old, next })).toMatchObject({ verdict: 'allowed', proof: { kind: 'housekeeping' } });
  const replaced = roleOf(roleObject('secret-reader', [rule('get', 'core', 'secrets')], {}, { finalizers: ['x'] }));
  expect(mayWriteRole(authority, writer, { old, next: replaced }).verdict).toBe('refused');
});
