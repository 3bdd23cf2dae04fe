/**
 * What a plain scalar means, as go-yaml v2's `resolve` and sigs.k8s.io/yaml settle it for kubectl: YAML 1.1 booleans, octal
 * with a leading zero, no base-60 numbers, dates stay strings.
 */
export type Scalar = null | boolean | number | bigint | string;

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];
const NULL = ['', '~', 'null', 'Null', 'NULL'];
const NAN = ['.nan', '.NaN', '.NAN'];
const INFINITY = ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'];
const MINUS_INFINITY = ['-.inf', '-.Inf', '-.INF'];

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...TRUE.map((word) => [word, true] as const),
  ...FALSE.map((word) => [word, false] as const),
  ...NULL.map((word) => [word, null] as const),
  ...NAN.map((word) => [word, Number.NaN] as const),
  ...INFINITY.map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...MINUS_INFINITY.map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const LONGEST_WORD = 5;

/** What the first character tells, as in go-yaml: a word of the table, a sign or digit, a dot, or nothing: a string. */
const WORD = 1;
const NUMBER = 2;
const FRACTION = 3;
const HINTS: Uint8Array = (() => {
  const hints = new Uint8Array(128);
  for (const letter of 'yYnNtTfFoO~') hints[letter.charCodeAt(0)] = WORD;
  for (const digit of '+-0123456789') hints[digit.charCodeAt(0)] = NUMBER;
  hints['.'.charCodeAt(0)] = FRACTION;
  return hints;
})();

/** The value of an untagged plain scalar. */
export function plainValue(text: string): Scalar {
  if (text === '') return null;
  const code = text.charCodeAt(0);
  const hint = code < 128 ? (HINTS[code] ?? 0) : 0;
  if (hint === 0) return text;
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  if (hint === WORD) return text;
  return hint === FRACTION ? (fraction(text) ?? text) : (integer(text) ?? float(text) ?? text);
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

/** Go's ParseInt(text, 0, 64), then ParseUint, after go-yaml has dropped every underscore. */
export function integer(text: string): number | bigint | undefined {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const match = INTEGER.exec(plain);
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  if (decimal !== undefined && decimal.length < 16) return sign === '-' ? 0 - Number(decimal) : Number(decimal);
  const digits =
    hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : (decimal ?? '0');
  const magnitude = BigInt(digits);
  const value = sign === '-' ? -magnitude : magnitude;
  // An explicit sign rules out the unsigned reading, which ParseUint would give.
  const largest = sign === '' ? MAX_UINT64 : MAX_INT64;
  return value < MIN_INT64 || value > largest ? undefined : exact(value);
}

/** A number where a double holds the integer exactly, else a bigint. */
export function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

function float(text: string): number | undefined {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  return FLOAT.test(plain) ? finite(plain) : undefined;
}

/** Go's ParseFloat of a text that starts with a dot; it takes an underscore between two digits. */
const DOTTED = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

function fraction(text: string): number | undefined {
  return DOTTED.test(text) ? finite(text.replaceAll('_', '')) : undefined;
}

/** Go refuses what overflows a double; the scalar is a string then. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
