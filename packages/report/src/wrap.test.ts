import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test.for([
  ['one two three', 20, ['one two three']],
  ['one two three', 7, ['one two', 'three']],
  ['one twothreefour five', 7, ['one', 'twothreefour', 'five']],
  ['漢字漢字 x', 7, ['漢字漢字', 'x']],
  ['', 7, ['']],
] as const)('%s in %d columns', ([text, width, lines]) => {
  expect(wrap(text, width)).toEqual(lines);
});
