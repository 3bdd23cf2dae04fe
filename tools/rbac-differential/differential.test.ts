import { expect, test } from 'vitest';
import { compare } from './differential.ts';

test('the index says what the plain authorizer says, with the same binding, subject and rule, and the same gaps', () => {
  const { decisions, allowed, withGaps, differences } = compare(20_260_101, 60_000);
  expect(differences).toEqual([]);
  expect(decisions).toBe(60_000);
  expect(allowed).toBeGreaterThan(6000);
  expect(withGaps).toBeGreaterThan(6000);
});
