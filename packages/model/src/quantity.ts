import type { Json } from './json.ts';

/**
 * An exact amount of a resource: `value` times ten to the power of `scale`. The value has no trailing zeros, so equal
 * amounts have equal fields, however they were written. Zero is `{ value: 0n, scale: 0 }`.
 */
export interface Quantity {
  readonly value: bigint;
  readonly scale: number;
}

const ZERO: Quantity = { value: 0n, scale: 0 };
/** The finest that a quantity can say: what is left below it rounds away from zero. */
const NANO = -9;
/** Where amounts with a binary suffix end. Decimal ones have no end. */
const BINARY_MAX: Quantity = { value: 2n ** 63n - 1n, scale: 0 };

const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY: ReadonlyMap<string, bigint> = new Map([
  ['Ki', 10n],
  ['Mi', 20n],
  ['Gi', 30n],
  ['Ti', 40n],
  ['Pi', 50n],
  ['Ei', 60n],
]);

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?((?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?)$/;
/** Unicode spaces that reach the API server as they are. A tab or a line break is escaped in JSON, and refused. */
const SPACE = /[ \u0085\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;

/**
 * The quantity that `json` stands for, or undefined where the API server would refuse it. A number counts as its digits,
 * null as zero. As `resource.Quantity` is read from JSON (k8s.io/apimachinery, pkg/api/resource/quantity.go).
 */
export function parseQuantity(json: Json): Quantity | undefined {
  if (json === null) return ZERO;
  if (typeof json !== 'string' && typeof json !== 'number' && typeof json !== 'bigint') return undefined;
  const text = withoutSpace(String(json));
  const match = text === '' ? null : NUMBER.exec(text);
  return match === null ? undefined : fromParts(match);
}

function fromParts([, sign, whole = '', fraction = '', suffix = '']: readonly (string | undefined)[]): Quantity | undefined {
  if (whole + fraction === '' && !readsWithoutDigits(suffix)) return undefined;
  const amount = magnified(BigInt(`0${whole}${fraction}`), -fraction.length, suffix);
  return amount !== undefined && sign === '-' ? { value: -amount.value, scale: amount.scale } : amount;
}

/** Negative where `a` is less than `b`, positive where it is more, zero where they are equal. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const sign = signOf(a.value);
  if (sign !== signOf(b.value)) return sign - signOf(b.value);
  const orders = orderOf(a) - orderOf(b);
  if (orders !== 0) return sign * orders;
  // Of one order of magnitude, so the scales differ by no more than the digits that are there.
  const scale = Math.min(a.scale, b.scale);
  return signOf(a.value * 10n ** BigInt(a.scale - scale) - b.value * 10n ** BigInt(b.scale - scale));
}

function withoutSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (start < end && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function magnified(digits: bigint, scale: number, suffix: string): Quantity | undefined {
  const power = BINARY.get(suffix);
  if (power !== undefined) {
    const amount = rounded(digits << power, scale);
    return compareQuantities(amount, BINARY_MAX) > 0 ? BINARY_MAX : amount;
  }
  const exponent = exponentOf(suffix);
  return exponent === undefined ? undefined : rounded(digits, scale + exponent);
}

/** The power of ten of a decimal suffix: of 64 bits in the text, of which upstream keeps 32. */
function exponentOf(suffix: string): number | undefined {
  const known = DECIMAL.get(suffix);
  if (known !== undefined) return known;
  const power = BigInt(suffix.slice(1).replace(/^\+/, ''));
  return BigInt.asIntN(64, power) === power ? Number(BigInt.asIntN(32, power)) : undefined;
}

function rounded(digits: bigint, scale: number): Quantity {
  if (digits === 0n) return ZERO;
  const text = digits.toString();
  const dropped = Math.max(0, NANO - scale);
  let end = Math.max(0, text.length - dropped);
  if (/[1-9]/.test(text.slice(end))) return rounded(BigInt(text.slice(0, end)) + 1n, NANO);
  while (text.charAt(end - 1) === '0') end--;
  return { value: BigInt(text.slice(0, end)), scale: scale + text.length - end };
}

/** Whether upstream reads a suffix without a number as zero: its fast path does, its exact path does not. */
function readsWithoutDigits(suffix: string): boolean {
  const power = BINARY.get(suffix);
  return power === undefined ? (exponentOf(suffix) ?? 0) >= NANO : power < 50n;
}

/** How many digits stand before the decimal point. */
function orderOf(quantity: Quantity): number {
  const digits = quantity.value.toString().length - (quantity.value < 0n ? 1 : 0);
  return digits + quantity.scale;
}

function signOf(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
