import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Binding } from '../policy/binding.ts';
import { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import { MASTERS, type User } from '../subject/user.ts';
import { RbacIndex } from './rbac-index.ts';

const NAMESPACES = ['shop', '__proto__'];
const NAMES = ['one', 'two', 'constructor'];
const WHO = ['api', 'bob', 'system:serviceaccount:shop:api', '__proto__'];

const some = (from: readonly string[], minLength = 1): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...from), { minLength, maxLength: 2 });
const rule = fc.record({
  verbs: some(['get', '*', 'list']),
  apiGroups: some(['', 'apps', '*']),
  resources: some(['pods', '*/log', '*', 'pods/*']),
  resourceNames: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, some(['web', ''])),
  nonResourceURLs: some(['/api*', '*', '/healthz'], 0),
});
const role: fc.Arbitrary<Role> = fc
  .record({
    namespace: fc.constantFrom('', ...NAMESPACES),
    name: fc.constantFrom(...NAMES),
    rules: fc.array(rule, { maxLength: 2 }),
  })
  .map(({ namespace, name, rules }) => ({
    kind: namespace === '' ? 'ClusterRole' : 'Role',
    namespace,
    name,
    labels: {},
    rules: rules.map((written, index) => ({ rule: written, from: undefined, index })),
    aggregates: undefined,
    object: undefined,
    unreadable: undefined,
  }));
const subject = fc.record({
  kind: fc.constantFrom('User', 'Group', 'ServiceAccount', 'Robot'),
  name: fc.constantFrom(...WHO),
  namespace: fc.constantFrom('', ...NAMESPACES),
});
const binding: fc.Arbitrary<Binding> = fc
  .record({
    namespace: fc.constantFrom('', ...NAMESPACES),
    name: fc.constantFrom(...NAMES),
    roleRef: fc.record({ kind: fc.constantFrom('Role', 'ClusterRole', 'ClusterRole'), name: fc.constantFrom(...NAMES) }),
    subjects: fc.array(subject, { minLength: 1, maxLength: 4 }),
  })
  .map((parts) => ({
    ...parts,
    kind: parts.namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    object: undefined,
    unreadable: undefined,
  }));
// One role of each name, as in a cluster.
const roles = fc.uniqueArray(role, { selector: ({ namespace, name }) => `${namespace} ${name}`, minLength: 4, maxLength: 8 });
const bindings = fc.array(binding, { minLength: 4, maxLength: 8 });
const user: fc.Arbitrary<User> = fc.record({ name: fc.constantFrom(...WHO), groups: some(WHO, 0) });
const request: fc.Arbitrary<Request> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        verb: fc.constantFrom('get', 'list', '*'),
        group: fc.constantFrom('', 'apps'),
        resource: fc.constantFrom('pods', 'nodes'),
        subresource: fc.constantFrom('', 'log', '*'),
        namespace: fc.constantFrom('', ...NAMESPACES),
        name: fc.constantFrom('', 'web'),
      })
      .map(resourceRequest),
  },
  { weight: 1, arbitrary: fc.constantFrom('/api', '/healthz', '/').map((path) => urlRequest('get', path)) },
);
const requests = fc.array(request, { minLength: 10, maxLength: 10 });

const verdict = (of: RbacIndex, who: User, asked: Request): string => of.authorize(who, asked).verdict;

test('a binding more takes nothing away', () => {
  let allowed = 0;
  fc.assert(
    fc.property(roles, bindings, binding, user, requests, (ofRoles, before, added, who, asked) => {
      const [less, more] = [before, [added, ...before]].map((list) => new RbacIndex(new Policy(ofRoles, list)));
      for (const one of asked) {
        if (less === undefined || more === undefined || verdict(less, who, one) !== 'allow') continue;
        allowed++;
        expect(verdict(more, who, one)).toBe('allow');
      }
    }),
    { numRuns: 2000 },
  );
  expect(allowed).toBeGreaterThan(500);
});

test('a group more takes nothing away, and system:masters may do everything', () => {
  fc.assert(
    fc.property(roles, bindings, user, fc.constantFrom(...WHO), requests, (ofRoles, list, who, group, asked) => {
      const index = new RbacIndex(new Policy(ofRoles, list));
      for (const one of asked) {
        if (verdict(index, who, one) === 'allow')
          expect(verdict(index, { ...who, groups: [...who.groups, group] }, one)).toBe('allow');
        expect(index.authorize({ ...who, groups: [MASTERS] }, one)).toEqual({ verdict: 'allow', grant: MASTERS });
      }
    }),
    { numRuns: 1000 },
  );
});

test('the order of roles, bindings, subjects and rules decides nothing', () => {
  fc.assert(
    fc.property(roles, bindings, user, requests, (ofRoles, list, who, asked) => {
      const index = new RbacIndex(new Policy(ofRoles, list));
      const turned = new RbacIndex(
        new Policy(
          ofRoles.map((each) => ({ ...each, rules: each.rules.toReversed() })).toReversed(),
          list.map((each) => ({ ...each, subjects: each.subjects.toReversed() })).toReversed(),
        ),
      );
      for (const one of asked) expect(verdict(turned, who, one)).toBe(verdict(index, who, one));
    }),
    { numRuns: 1000 },
  );
});

test('who can names exactly those who are allowed', () => {
  fc.assert(
    fc.property(roles, bindings, user, request, (ofRoles, list, who, asked) => {
      const index = new RbacIndex(new Policy(ofRoles, list));
      const { allowed } = index.whoCan(asked, { members: [who] });
      const isNamed = allowed.some(({ principal }) => principal.kind === 'user' && principal.name === who.name);
      expect(isNamed).toBe(verdict(index, who, asked) === 'allow');
    }),
    { numRuns: 2000 },
  );
});
