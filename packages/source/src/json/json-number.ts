import { exact } from '../yaml/plain-value.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

/**
 * The number at `start`: an integer of 64 bits exactly, any other as a double, as apimachinery's ConvertInterfaceNumbers
 * does. Undefined where none stands there.
 */
export function readJsonNumber(
  text: string,
  start: number,
): { readonly value: number | bigint; readonly end: number } | undefined {
  NUMBER.lastIndex = start;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [digits, fraction, exponent] = match;
  const end = start + digits.length;
  const number = Number(digits);
  if (fraction !== undefined || exponent !== undefined || Number.isSafeInteger(number)) return { value: number, end };
  const whole = BigInt(digits);
  return { value: whole >= MIN_INT64 && whole <= MAX_INT64 ? exact(whole) : number, end };
}
