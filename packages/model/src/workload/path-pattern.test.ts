import { expect, test } from 'vitest';
import { expandPattern } from './path-pattern.ts';

const VALUE = { list: [{ a: 1 }, 'text'], map: { x: { list: [0, 1] }, y: { list: [] } } };

test('a star stands for every item of a list and every member of a map', () => {
  expect(expandPattern(VALUE, ['list', '*', 'a'])).toEqual([
    ['list', 0, 'a'],
    ['list', 1, 'a'],
  ]);
  expect(expandPattern(VALUE, ['map', '*', 'list', '*'])).toEqual([
    ['map', 'x', 'list', 0],
    ['map', 'x', 'list', 1],
  ]);
});

test('without a star it stands for itself, and a star over nothing for nothing', () => {
  expect(expandPattern(VALUE, ['none'])).toEqual([['none']]);
  expect(expandPattern(VALUE, [])).toEqual([[]]);
  for (const pattern of [
    ['none', '*'],
    ['list', 1, '*'],
    ['list', 0, 'a', '*'],
  ])
    expect(expandPattern(VALUE, pattern)).toEqual([]);
});

test('a member that is called like the star is no pattern', () => {
  expect(expandPattern({ '*': { '*': 1 }, a: { b: 1 } }, ['*', '*'])).toEqual([['a', 'b']]);
});
