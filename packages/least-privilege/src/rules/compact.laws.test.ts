import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atomKey, atomsOf, withoutRedundant, type Atom } from './atom.ts';
import { compact } from './compact.ts';

const atom: fc.Arbitrary<Atom> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      verb: fc.constantFrom('get', 'list', 'create', 'update'),
      group: fc.constantFrom('', 'apps', 'batch'),
      resource: fc.constantFrom('pods', 'jobs', 'pods/log', 'x'),
      name: fc.constantFrom('', '', 'a', 'b'),
      url: fc.constant(''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constantFrom('get', 'post'),
      group: fc.constant(''),
      resource: fc.constant(''),
      name: fc.constant(''),
      url: fc.constantFrom('/metrics', '/healthz'),
    }),
  },
);

test('rules that were put together grant the same', () => {
  fc.assert(
    fc.property(fc.array(atom, { maxLength: 40 }), (atoms) => {
      const needed = withoutRedundant(atoms);
      const rules = compact(atoms);
      expect([...withoutRedundant(atomsOf(rules).values())].map(atomKey).toSorted()).toEqual(needed.map(atomKey).toSorted());
      expect(rules.length).toBeLessThanOrEqual(needed.length);
      expect(compact(atoms.toReversed())).toEqual(rules);
    }),
    { numRuns: 1000 },
  );
});

test('the fewest rules are found where putting together is not enough', () => {
  const cells = [
    ['get', 'a'],
    ['get', 'b'],
    ['list', 'b'],
    ['list', 'c'],
    ['get', 'c'],
  ] as const;
  const rules = compact(cells.map(([verb, resource]) => ({ verb, group: '', resource, name: '', url: '' })));
  expect(rules.length).toBe(2);
});
