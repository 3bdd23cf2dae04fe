import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuantity, quantityFormat } from './quantity-text.ts';
import { parseQuantity } from './quantity.ts';

// As far as binary suffixes go.
const value = fc.bigInt({ min: -(2n ** 42n), max: 2n ** 42n });

test.each(['decimal', 'exponent', 'binary'] as const)('written in %s, it is the same amount', (format) => {
  fc.assert(
    fc.property(value, fc.integer({ min: -9, max: 6 }), (digits, power) => {
      const quantity = parseQuantity(`${digits}e${power}`);
      if (quantity === undefined) throw new Error('no quantity');
      expect(parseQuantity(formatQuantity(quantity, format))).toEqual(quantity);
    }),
  );
});

test.each([
  ['1536Mi', 'binary', '1536Mi'],
  ['1Gi', 'decimal', '1073741824'],
  ['1023', 'binary', '1023'],
  ['1.5', 'binary', '1500m'],
  ['2048', 'binary', '2Ki'],
  ['1000', 'decimal', '1k'],
  ['0.1', 'decimal', '100m'],
  ['12000', 'exponent', '12e3'],
  ['12', 'exponent', '12'],
  ['0', 'binary', '0'],
] as const)('%s in %s is %s', (given, format, text) => {
  expect(formatQuantity(parseQuantity(given) ?? { value: 0n, scale: 0 }, format)).toBe(text);
});

test.each([
  ['1Gi', 'binary'],
  ['1G', 'decimal'],
  ['1E', 'decimal'],
  ['1e3', 'exponent'],
  ['1E3', 'exponent'],
  ['0.5', 'decimal'],
  [5, 'decimal'],
] as const)('%j is written in %s', (given, format) => {
  expect(quantityFormat(given)).toBe(format);
});
