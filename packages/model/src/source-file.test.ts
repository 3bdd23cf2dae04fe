import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineStartsOf, positionAt } from './source-file.ts';

const at = (text: string, offset: number): [number, number] => {
  const { line, column } = positionAt({ path: 'a.yaml', lineStarts: lineStartsOf(text) }, offset);
  return [line, column];
};

test.each<[string, readonly number[]]>([
  ['', [0]],
  ['a', [0]],
  ['\n', [0, 1]],
  ['a\nbc\n', [0, 2, 5]],
  ['a\r\nb', [0, 3]],
  ['\n\n', [0, 1, 2]],
])('the lines of %j start at %j', (text, starts) => {
  expect([...lineStartsOf(text)]).toEqual(starts);
});

test('lines and columns count from one', () => {
  expect(at('', 0)).toEqual([1, 1]);
  expect(at('ab\ncd', 0)).toEqual([1, 1]);
  expect(at('ab\ncd', 2)).toEqual([1, 3]);
  expect(at('ab\ncd', 3)).toEqual([2, 1]);
  expect(at('ab\ncd', 5)).toEqual([2, 3]);
  expect(at('ab\n', 3)).toEqual([2, 1]);
});

test('columns are UTF-16 code units', () => {
  expect(at('🙂b', 2)).toEqual([1, 3]);
});

test('a position is what counting finds', () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '🙂'), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(60), (given, anywhere) => {
      const offset = Math.min(anywhere, given.length);
      const before = given.slice(0, offset).split('\n');
      expect(at(given, offset)).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
    }),
  );
});
