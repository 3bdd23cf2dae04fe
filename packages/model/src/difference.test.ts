import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyEdits } from './apply-edits.ts';
import { difference } from './difference.ts';
import type { Edit } from './edit.ts';
import type { Json } from './json.ts';

const cases: readonly (readonly [before: Json, after: Json, edits: readonly Edit[]])[] = [
  [{ a: [1] }, { a: [1] }, []],
  [{ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }, [{ op: 'set', path: ['b', 'c'], value: 3 }]],
  [
    { a: 1 },
    { b: 2 },
    [
      { op: 'delete', path: ['a'] },
      { op: 'set', path: ['b'], value: 2 },
    ],
  ],
  [[1, 2, 3], [1, 3], [{ op: 'delete', path: [1] }]],
  [[1, 3], [1, 2, 3], [{ op: 'insert', path: [1], value: 2 }]],
  [
    [1],
    [1, 2, 3],
    [
      { op: 'append', path: [], value: 2 },
      { op: 'append', path: [], value: 3 },
    ],
  ],
  [[{ a: 1, b: 1 }], [{ a: 2, b: 1 }], [{ op: 'set', path: [0, 'a'], value: 2 }]],
  [{ a: {} }, { a: [] }, [{ op: 'set', path: ['a'], value: [] }]],
];

test.for(cases)('from %j to %j', ([before, after, edits]) => {
  expect(difference(before, after)).toEqual(edits);
});

test('the difference of two values makes the one of the other', () => {
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: true }) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(value, value, (before, after) => {
      expect(applyEdits(before, difference(before, after))).toEqual(after);
    }),
    { numRuns: 2000 },
  );
});
