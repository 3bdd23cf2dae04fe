import { expect, test } from 'vitest';
import { compareQuantities, parseQuantity } from './quantity.ts';

test.each([
  ['0', 0n, 0],
  ['1', 1n, 0],
  ['100m', 1n, -1],
  ['0.1', 1n, -1],
  ['1500m', 15n, -1],
  ['1k', 1n, 3],
  ['5G', 5n, 9],
  ['2E', 2n, 18],
  ['7n', 7n, -9],
  ['7u', 7n, -6],
  ['1Ki', 1024n, 0],
  ['1.5Gi', 1610612736n, 0],
  ['0.1Ki', 1024n, -1],
  ['1e3', 1n, 3],
  ['1E3', 1n, 3],
  ['12E', 12n, 18],
  ['1e-2', 1n, -2],
  ['+5', 5n, 0],
  ['-5m', -5n, -3],
  ['.5', 5n, -1],
  ['5.', 5n, 0],
  ['007', 7n, 0],
  [' 5Mi ', 524288n, 1],
  ['12345678901234567890123', 12345678901234567890123n, 0],
] as const)('%s is %s × 10^%s', (text, value, scale) => {
  expect(parseQuantity(text)).toEqual({ value, scale });
});

test.each([
  ['1.0000000001', 1000000001n, -9],
  ['0.0000000001', 1n, -9],
  ['-0.0000000001', -1n, -9],
  ['1e-12', 1n, -9],
  ['0.1n', 1n, -9],
  ['1e-2147483648', 1n, -9],
] as const)('%s is rounded away from zero to a billionth', (text, value, scale) => {
  expect(parseQuantity(text)).toEqual({ value, scale });
});

test.each([
  ['8Ei', 2n ** 63n - 1n, 0],
  ['-9Ei', -(2n ** 63n - 1n), 0],
  ['7Ei', 7n * 2n ** 60n, 0],
  ['1e20', 1n, 20],
  ['1e2147483647', 1n, 2147483647],
] as const)('%s: binary amounts end where 64 bits do, decimal ones do not', (text, value, scale) => {
  expect(parseQuantity(text)).toEqual({ value, scale });
});

test.each([
  [5, 5n, 0],
  [0.5, 5n, -1],
  [1e21, 1n, 21],
  [1e-7, 1n, -7],
  [-0, 0n, 0],
  [9007199254740993n, 9007199254740993n, 0],
  [null, 0n, 0],
] as const)('the JSON value %s counts as its digits', (json, value, scale) => {
  expect(parseQuantity(json)).toEqual({ value, scale });
});

test.each([
  '',
  ' ',
  '5 Mi',
  '5\n',
  '5\t',
  'abc',
  '1.2.3',
  '--1',
  '1K',
  '1KB',
  '1ki',
  '1MI',
  '1e',
  '1e+',
  '1Ee5',
  '1e1.5',
  '0x10',
  '1_000',
  '1,5',
  '1e9223372036854775808',
  '1m2',
  'NaN',
  'Infinity',
  '5Ki5',
  '٣',
])('%j is refused', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test.each([true, false, [], {}, ['1'], Number.NaN, Number.POSITIVE_INFINITY])('%j is no quantity', (json) => {
  expect(parseQuantity(json)).toBeUndefined();
});

test('a suffix without a number is zero where upstream reads it so', () => {
  for (const text of ['.', '-', 'k', 'Ki', 'Ti', '-m', 'e5', '.n']) expect(parseQuantity(text)).toEqual({ value: 0n, scale: 0 });
  for (const text of ['Ei', 'Pi', '.Ei', '-Pi', 'e-10', '.e-10']) expect(parseQuantity(text)).toBeUndefined();
});

test('an exponent keeps its lower 32 bits, as upstream does', () => {
  expect(parseQuantity('1e4294967297')).toEqual({ value: 1n, scale: 1 });
});

test.each([
  ['1', '1000m', 0],
  ['1Ki', '1024', 0],
  ['1Gi', '1G', 1],
  ['999m', '1', -1],
  ['-1', '1', -1],
  ['-2', '-1', -1],
  ['-0.5', '-500m', 0],
  ['0', '-0', 0],
  ['0', '1n', -1],
  ['1e2000000000', '9E', 1],
  ['1e2000000000', '-1e2000000000', 1],
  ['99', '100', -1],
  ['1.25', '1.3', -1],
] as const)('%s against %s', (left, right, sign) => {
  const [a, b] = [parseQuantity(left), parseQuantity(right)];
  expect(a && b && Math.sign(compareQuantities(a, b))).toBe(sign);
  expect(a && b && Math.sign(compareQuantities(b, a))).toBe(sign === 0 ? 0 : -sign);
});

test('a hostile length costs no more than its length', () => {
  const zeros = '0'.repeat(100_000);
  expect(parseQuantity(`1${zeros}`)).toEqual({ value: 1n, scale: 100_000 });
  expect(parseQuantity(`0.${zeros}1`)).toEqual({ value: 1n, scale: -9 });
  expect(parseQuantity(`1${zeros}x`)).toBeUndefined();
});
