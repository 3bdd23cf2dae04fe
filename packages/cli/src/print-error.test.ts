import { UserError } from '@bulwark/model';
import { expect, test } from 'vitest';
import { errorText, exitOf } from './print-error.ts';

test('a user’s mistake is two lines, whatever it quotes', () => {
  const error = new UserError('no such file: "a\u001B[31m\n  b"', { hint: 'give another' });
  expect(errorText(error, {})).toBe('error: no such file: "a␛[31m b"\nhint: give another\n');
  expect(exitOf(error)).toBe(2);
});

test('without a hint it is one', () => {
  expect(errorText(new UserError('the disk is full', { exit: 3 }), {})).toBe('error: the disk is full\n');
  expect(exitOf(new UserError('the disk is full', { exit: 3 }))).toBe(3);
});

test.for([
  [new TypeError('x is undefined'), 'TypeError: x is undefined'],
  ['thrown text', 'thrown text'],
] as const)('a bug is called one: %s', ([thrown, words]) => {
  const text = errorText(thrown, {});
  expect(text).toContain(`error: this is a bug in Bulwark: ${words}\n`);
  expect(text).toContain('BULWARK_DEBUG=1');
  expect(text).not.toContain('    at ');
  expect(exitOf(thrown)).toBe(3);
});

test('a bug shows its stack and its cause to those who ask', () => {
  const text = errorText(new Error('outer', { cause: new RangeError('inner') }), { BULWARK_DEBUG: '1' });
  expect(text).toMatch(/Error: outer\n {4}at [^]*caused by: RangeError: inner\n {4}at /);
});
