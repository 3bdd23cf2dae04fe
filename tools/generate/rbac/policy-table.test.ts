import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPolicyTable } from '../../../packages/rbac/src/defaults/policy-table.ts';
import { mergeSequences } from './merge-sequences.ts';
import type { BindingFacts, PolicyFacts, RoleFacts, RuleFacts } from './policy-objects.ts';
import { policyTable } from './policy-table.ts';

const rule = (parts: Partial<RuleFacts>): RuleFacts => ({
  verbs: ['get'],
  apiGroups: [],
  resources: [],
  resourceNames: [],
  nonResourceURLs: [],
  ...parts,
});
const role = (parts: Partial<RoleFacts>): RoleFacts => ({
  kind: 'ClusterRole',
  namespace: '',
  name: 'a',
  partOf: [],
  gathers: undefined,
  rules: [],
  ...parts,
});
const binding = (parts: Partial<BindingFacts>): BindingFacts => ({
  kind: 'ClusterRoleBinding',
  namespace: '',
  name: 'a',
  roleRef: { kind: 'ClusterRole', name: 'a' },
  subjects: [],
  ...parts,
});
const PODS = rule({ apiGroups: ['', 'metrics.k8s.io'], resources: ['pods'] });
const NAMED = rule({ apiGroups: [''], resources: ['pods'], resourceNames: ['x:y'] });
const URLS = rule({ nonResourceURLs: ['/a/*', '*'] });

const POLICIES: ReadonlyMap<number, PolicyFacts> = new Map([
  [29, { roles: [role({ rules: [PODS, NAMED, URLS] })], bindings: [binding({})] }],
  [30, { roles: [role({ rules: [NAMED, URLS, PODS] }), role({ name: 'b', gathers: ['b', 'c'] })], bindings: [binding({})] }],
  [
    37,
    {
      roles: [role({ rules: [PODS, URLS], partOf: ['b'] }), role({ kind: 'Role', namespace: 'n', rules: [PODS] })],
      bindings: [
        binding({ subjects: [{ kind: 'Group', namespace: '', name: 'a:b' }] }),
        binding({
          kind: 'RoleBinding',
          namespace: 'n',
          roleRef: { kind: 'ClusterRole', name: 'a' },
          subjects: [{ kind: 'ServiceAccount', namespace: 'n', name: 's' }],
        }),
      ],
    },
  ],
]);

test.each([...POLICIES.keys()])('what is written for 1.%i is what is read', (minor) => {
  const { roles, bindings } = readPolicyTable(policyTable(POLICIES), minor, {});
  const expected = POLICIES.get(minor);
  expect(bindings.map(({ kind, namespace, name, roleRef, subjects }) => ({ kind, namespace, name, roleRef, subjects }))).toEqual(
    expected?.bindings,
  );
  expect(
    roles.map(({ kind, namespace, name, rules }) => ({ kind, namespace, name, rules: rules.map((each) => each.rule) })),
  ).toEqual(expected?.roles.map(({ kind, namespace, name, rules }) => ({ kind, namespace, name, rules })));
  expect(roles.map(({ aggregates }) => aggregates?.length)).toEqual(expected?.roles.map(({ gathers }) => gathers?.length));
});

test('a role that has not changed stands there once', () => {
  const same = { roles: [role({ rules: [PODS] })], bindings: [binding({})] };
  expect(policyTable(new Map([29, 30, 31].map((minor) => [minor, same])))).toBe(
    '# ClusterRole\na\n get -,metrics.k8s.io pods\n# Role\n# ClusterRoleBinding\na =\n# RoleBinding\n',
  );
});

test.each<[RuleFacts, string]>([
  [rule({ nonResourceURLs: ['/a'], resources: ['pods'] }), 'resources and URLs'],
  [rule({ resources: ['pods'] }), 'empty list'],
  [rule({ apiGroups: ['-'], resources: ['pods'] }), 'in a list'],
  [rule({ apiGroups: [''], resources: ['a b'] }), 'cannot hold "a b"'],
])('what the table cannot hold is refused: %o', (bad, message) => {
  expect(() => policyTable(new Map([[29, { roles: [role({ rules: [bad] })], bindings: [] }]]))).toThrow(message);
});

test('every sequence can be read out of the merged one', () => {
  const sequence = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(sequence, { minLength: 1, maxLength: 4 }), (sequences) => {
      const merged = mergeSequences(new Map(sequences.entries()));
      const read = sequences.map((_, minor) => merged.filter(({ minors }) => minors.includes(minor)).map(({ item }) => item));
      expect(read).toEqual(sequences);
    }),
  );
});
