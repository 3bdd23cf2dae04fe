import { integer, plainValue } from './plain-value.ts';

/**
 * The JSON key that sigs.k8s.io/yaml makes of an untagged plain key: `true` for `y`, `8080` for `0x1f90`, single-precision
 * digits for a float. Undefined where it refuses the key: null, and integers above the signed 64 bits.
 */
export function plainKey(text: string): string | undefined {
  const value = plainValue(text);
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const whole = integer(text);
  if (whole === undefined) return floatKey(Number(value));
  return typeof whole === 'bigint' && whole > 2n ** 63n - 1n ? undefined : String(whole);
}

/** Go's FormatFloat(value, 'g', -1, 32): the shortest digits that name the same single-precision number. */
export function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  const [mantissa = '', exponentText = '0'] = shortestSingle(single).split('e');
  const exponent = Number(exponentText);
  const sign = exponent < 0 ? '-' : '+';
  const small = exponent >= -4 && exponent < 6;
  return small ? plainDigits(mantissa, exponent) : `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function shortestSingle(single: number): string {
  if (single === 0) return Object.is(single, -0) ? '-0e0' : '0e0';
  for (let precision = 0; precision < 8; precision++) {
    const digits = single.toExponential(precision);
    if (Math.fround(Number(digits)) === single) return digits;
  }
  return single.toExponential(8);
}

function plainDigits(mantissa: string, exponent: number): string {
  const negative = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${negative}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return `${negative}${whole}${rest === '' ? '' : `.${rest}`}`;
}
