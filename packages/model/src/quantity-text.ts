import type { Json } from './json.ts';
import type { Quantity } from './quantity.ts';

/** How an amount was written, which is how sums of it are written. */
export type QuantityFormat = 'binary' | 'decimal' | 'exponent';

export function quantityFormat(json: Json): QuantityFormat {
  if (typeof json !== 'string') return 'decimal';
  return /i\s*$/.test(json) ? 'binary' : /[eE][+-]?\d/.test(json) ? 'exponent' : 'decimal';
}

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const DECIMAL_FROM = -9;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const STEP = 1024n;

/**
 * The canonical text of an amount: no fraction, and the largest suffix that allows that (`CanonicalizeBytes` in
 * k8s.io/apimachinery, pkg/api/resource/quantity.go). What is less than 1024, and what is no whole number, has no binary one.
 */
export function formatQuantity(quantity: Quantity, format: QuantityFormat): string {
  const { value, scale } = quantity;
  const whole = scale < 0 ? undefined : value * 10n ** BigInt(scale);
  if (format === 'binary' && whole !== undefined && (whole >= STEP || whole <= -STEP)) return inBinary(whole);
  if (value === 0n) return '0';
  const exponent = Math.floor(scale / 3) * 3;
  const digits = value * 10n ** BigInt(scale - exponent);
  const suffix = format === 'exponent' ? undefined : DECIMAL[(exponent - DECIMAL_FROM) / 3];
  return `${digits}${suffix ?? (exponent === 0 ? '' : `e${exponent}`)}`;
}

function inBinary(whole: bigint): string {
  let value = whole;
  let power = 0;
  while (value % STEP === 0n && power < BINARY.length - 1) {
    value /= STEP;
    power++;
  }
  return `${value}${BINARY[power]}`;
}
