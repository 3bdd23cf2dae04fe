import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBytes, sortedSet } from './byte-order.ts';
import { goQuote } from './go-quote.ts';

test('texts are in the order of their bytes in UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
  expect(sortedSet(['\u{1F600}', '\uFFFD', 'b', 'a', 'b'])).toEqual(['a', 'b', '\uFFFD', '\u{1F600}']);
});

test.each([
  ['unconfined', '"unconfined"'],
  ['a "b" \\', String.raw`"a \"b\" \\"`],
  ['\u0007\b\f\n\r\t\v\u0000\u007F', String.raw`"\a\b\f\n\r\t\v\x00\x7f"`],
  ['é 世 😀', '"é 世 😀"'],
  ['\u00A0\u200B\u2028\uFEFF\u{E0001}', String.raw`"\u00a0\u200b\u2028\ufeff\U000e0001"`],
  ['\uD800', '"\uFFFD"'],
])('Go quotes %j as %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});
