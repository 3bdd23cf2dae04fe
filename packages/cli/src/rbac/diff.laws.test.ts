import type { KubeObject } from '@bulwark/model';
import type { RbacIndex } from '@bulwark/rbac';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diff, type Change, type Diff } from './diff.ts';
import { binding, indexOf, rawRole, role } from './testing.ts';

interface Bound {
  readonly place: string;
  readonly subjects: readonly string[];
  readonly rules: readonly string[];
}

const VERBS = ['get', 'list', 'get,list', '*'];
const THINGS = ['core pods', 'core pods/log', 'core pods,secrets', 'apps *', '* *', 'core secrets db', '* */scale'];
const rule = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...VERBS), fc.constantFrom(...THINGS)).map((words) => words.join(' ')) },
  fc.constantFrom('get /healthz', 'get /healthz*', 'get,post *'),
);
const subject = fc.constantFrom(
  'User jane',
  'User joe',
  'Group developers',
  'Group system:authenticated',
  'Group system:serviceaccounts:shop',
  'ServiceAccount shop/api',
);
const bounds: fc.Arbitrary<readonly Bound[]> = fc.array(
  fc.record({
    place: fc.constantFrom('', 'shop', 'prod'),
    subjects: fc.array(subject, { minLength: 1, maxLength: 2 }),
    rules: fc.array(rule, { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

function objectsOf({ place, subjects, rules }: Bound, name: string): readonly KubeObject[] {
  const at = place === '' ? name : `${place}/${name}`;
  return [role(at, ...rules), binding(at, `${place === '' ? 'ClusterRole' : 'Role'} ${name}`, ...subjects)];
}

const policy = (all: readonly Bound[], name = 'r'): RbacIndex =>
  indexOf(...all.flatMap((bound, index) => objectsOf(bound, `${name}${index}`)));

/** Each rule in a role of its own, each subject in a binding of its own. */
const split = (all: readonly Bound[]): readonly Bound[] =>
  all.flatMap(({ place, subjects, rules }) =>
    subjects.flatMap((each) => rules.map((one): Bound => ({ place, subjects: [each], rules: [one] }))),
  );

/** What is told of one kind, without the way to it. */
function told({ changes }: Diff, kind: Change['change']): readonly string[] {
  return changes
    .filter(({ change }) => change === kind)
    .map(({ principal, namespace, rights }) => JSON.stringify([principal, namespace, rights.map(({ rules }) => rules)]))
    .toSorted();
}

test('what is the same changes nothing', () => {
  fc.assert(
    fc.property(bounds, (all) => {
      expect(diff(policy(all), policy(all))).toEqual({ changes: [], gaps: [] });
    }),
  );
});

test('another name, another order, or roles and bindings in pieces change nothing', () => {
  fc.assert(
    fc.property(bounds, (all) => {
      for (const other of [policy(all, 'renamed'), policy(all.toReversed()), policy(split(all))]) {
        expect(diff(policy(all), other).changes).toEqual([]);
        expect(diff(other, policy(all)).changes).toEqual([]);
      }
    }),
  );
});

test('what the one side gains is what the other loses', () => {
  fc.assert(
    fc.property(bounds, bounds, (a, b) => {
      const [there, back] = [diff(policy(a), policy(b)), diff(policy(b), policy(a))];
      expect(told(there, 'gained')).toEqual(told(back, 'lost'));
      expect(told(there, 'lost')).toEqual(told(back, 'gained'));
    }),
  );
});

test('more is never less', () => {
  fc.assert(
    fc.property(bounds, bounds, (a, b) => {
      expect(told(diff(policy(a), policy([...a, ...b])), 'lost')).toEqual([]);
    }),
  );
});

test('what is told as gained, nobody had, and what is gained is told', () => {
  const before = indexOf(...objectsOf({ place: '', subjects: ['Group system:authenticated'], rules: ['get core pods'] }, 'all'));
  const jane = { place: 'shop', subjects: ['User jane'], rules: ['get,list core pods'] };
  const after = indexOf(
    ...objectsOf({ place: '', subjects: ['Group system:authenticated'], rules: ['get core pods'] }, 'all'),
    ...objectsOf(jane, 'more'),
  );
  expect(diff(before, after).changes).toMatchObject([
    {
      change: 'gained',
      principal: { kind: 'user', name: 'jane' },
      namespace: 'shop',
      rights: [{ rules: [{ verbs: ['list'] }] }],
    },
  ]);
});

test('a binding of which nobody can say what it grants is told for each whom it is new to, whatever it is called', () => {
  const odd = (name: string, ...subjects: readonly string[]): RbacIndex =>
    indexOf(rawRole('shop/odd', 'all'), binding(`shop/${name}`, 'Role odd', ...subjects));
  const gaps = (before: RbacIndex, after: RbacIndex): readonly (number | undefined)[] =>
    diff(before, after).gaps.map((gap) => gap.subject);
  expect(gaps(odd('a', 'User jane'), odd('b', 'User jane'))).toEqual([]);
  expect(gaps(odd('a', 'User jane'), odd('a', 'User joe', 'User jane'))).toEqual([0]);
  expect(gaps(odd('a', 'User jane', 'User joe'), odd('a', 'User joe'))).toEqual([]);
  expect(gaps(indexOf(), odd('a', 'User jane', 'Group developers'))).toEqual([0, 1]);
});
