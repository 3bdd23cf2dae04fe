import { daysSince1970, readInstant } from '../instant.ts';
import { decode } from './bytes.ts';

const ZERO = 0x30;
const DAY = 86_400;

/** Days are asked for again and again. */
let knownDay = -1;
let knownSeconds = 0;

/** The time that the text between two quotes writes, in microseconds since 1970, or undefined where they write none. */
export function scanInstant(bytes: Uint8Array, from: number, to: number): number | undefined {
  // 2026-11-25T10:53:00.123456Z, as the server writes it.
  if (to - from !== 27 || !isClock(bytes, from)) return readInstant(JSON.parse(decode(bytes, from - 1, to + 1)) as string);
  const day = digits(bytes, from, 4) * 10_000 + digits(bytes, from + 5, 2) * 100 + digits(bytes, from + 8, 2);
  const seconds = digits(bytes, from + 11, 2) * 3600 + digits(bytes, from + 14, 2) * 60 + digits(bytes, from + 17, 2);
  const micros = digits(bytes, from + 20, 6);
  if (Number.isNaN(day + seconds + micros)) return undefined;
  if (day !== knownDay) {
    knownDay = day;
    knownSeconds = daysSince1970(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100) * DAY;
  }
  return (knownSeconds + seconds) * 1_000_000 + micros;
}

function isClock(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from + 4] === 0x2d &&
    bytes[from + 7] === 0x2d &&
    bytes[from + 10] === 0x54 &&
    bytes[from + 13] === 0x3a &&
    bytes[from + 16] === 0x3a &&
    bytes[from + 19] === 0x2e &&
    bytes[from + 26] === 0x5a
  );
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
