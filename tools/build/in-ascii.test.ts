import { expect, test } from 'vitest';
import { inAscii } from './in-ascii.ts';

test('the text of the program changes, what it says does not', () => {
  const code = 'JSON.stringify(["é✓\u0000\u007F🛡", `│ ${1}`, /[\u00A0-→]/.test("…"), /^\u0001$/u.test("\u0001")])';
  const ascii = inAscii(code);
  expect(ascii).toMatch(/^[\x20-\x7E]*$/);
  // oxlint-disable-next-line no-eval
  expect((0, eval)(ascii)).toBe((0, eval)(code));
});

test('where an escape is not the character the build stops', () => {
  expect(inAscii('String.raw`\\d` + "é"')).toBe('String.raw`\\d` + "\\u00e9"');
  expect(() => inAscii('String.raw`é`')).toThrow('String.raw`é`');
});
