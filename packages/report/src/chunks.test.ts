import { expect, test } from 'vitest';
import { chunks } from './chunks.ts';

test('small pieces are joined, and nothing is lost or waited for too long', () => {
  const pieces = Array.from({ length: 5000 }, (_, index) => `piece ${index} of many\n`);
  const joined = [...chunks(pieces)];
  expect(joined.join('')).toBe(pieces.join(''));
  expect(joined).toHaveLength(2);
});

test('nothing is no piece', () => {
  expect([...chunks(['', ''])]).toEqual([]);
});
