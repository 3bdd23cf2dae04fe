import { expect, test } from 'vitest';
import { minorsText } from './minors.ts';

const ALL = [29, 30, 31, 32, 33];

test.each([
  [ALL, ''],
  [[29, 30], '-30'],
  [[29], '-29'],
  [[32, 33], '32-'],
  [[33], '33-'],
  [[31], '31'],
  [[30, 31], '30-31'],
  [[29, 31, 33], '-29,31,33-'],
])('%j is written %j', (minors, text) => {
  expect(minorsText(minors, ALL)).toBe(text);
});
