import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareQuantities, parseQuantity, type Quantity } from './quantity.ts';

const DECIMAL = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;

const decimal = fc.constantFrom(...(Object.keys(DECIMAL) as (keyof typeof DECIMAL)[]));
const binary = fc.constantFrom('Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei');
const number = fc.tuple(
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  fc.option(fc.stringMatching(/^\d{1,12}$/), { nil: undefined }),
);
const text = fc
  .tuple(
    number,
    fc.oneof(
      decimal,
      binary,
      fc.integer({ min: -40, max: 40 }).map((power) => `e${power}`),
    ),
  )
  .map(([[whole, fraction], suffix]) => `${whole}${fraction === undefined ? '' : `.${fraction}`}${suffix}`);

function quantity(of: string): Quantity {
  const parsed = parseQuantity(of);
  if (parsed === undefined) throw new Error(`${of} should be a quantity`);
  return parsed;
}

/** In units of a billionth, exactly: the plain reading of what a quantity is. */
function nanos({ value, scale }: Quantity): bigint {
  return value * 10n ** BigInt(scale + 9);
}

test('the order is that of the numbers', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [quantity(a), quantity(b)];
      const difference = nanos(left) - nanos(right);
      expect(Math.sign(compareQuantities(left, right))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
    }),
  );
});

test('equal amounts have equal fields', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [quantity(a), quantity(b)];
      const alike = left.value === right.value && left.scale === right.scale;
      expect(alike).toBe(nanos(left) === nanos(right));
    }),
  );
});

test('a suffix and its exponent say the same, in whole numbers and in fractions', () => {
  fc.assert(
    fc.property(number, decimal, ([whole, fraction], suffix) => {
      const digits = `${whole}${fraction === undefined ? '' : `.${fraction}`}`;
      expect(quantity(`${digits}${suffix}`)).toEqual(quantity(`${digits}e${DECIMAL[suffix]}`));
    }),
  );
});

test('a thousand and twenty-four of one binary unit are one of the next', () => {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const;
  fc.assert(
    fc.property(fc.integer({ min: -7, max: 7 }), fc.integer({ min: 0, max: units.length - 2 }), (count, unit) => {
      expect(quantity(`${count * 1024}${units[unit]}`)).toEqual(quantity(`${count}${units[unit + 1]}`));
    }),
  );
});

test('a sign turns the amount over', () => {
  fc.assert(
    fc.property(text, (of) => {
      const plain = of.replace(/^-/, '');
      const [positive, negative] = [quantity(plain), quantity(`-${plain}`)];
      expect(nanos(negative)).toBe(-nanos(positive));
    }),
  );
});

test('nothing that is read throws, and no value ends in a zero', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.\deEinumkKMGTP]{0,12}$/), fc.double(), fc.jsonValue()), (of) => {
      const { value, scale } = parseQuantity(of) ?? { value: 1n, scale: 0 };
      expect(value % 10n === 0n).toBe(value === 0n);
      expect(value !== 0n || scale === 0).toBe(true);
    }),
  );
});
