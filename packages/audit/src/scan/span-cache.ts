import { decode } from './bytes.ts';

interface Slot<T> {
  bytes: Uint8Array;
  length: number;
  value: T;
}

/** Longer spans are not kept. */
const LONGEST = 2048;

/**
 * What spans of bytes mean, each made once: users, verbs and annotations come again and again, and to make a string costs more
 * than to compare bytes. Of bounded size whatever a log holds: a new span takes the place of the one that was there.
 */
export class SpanCache<T> {
  readonly #slots: (Slot<T> | undefined)[];
  readonly #mask: number;
  readonly #make: (text: string) => T;
  #turn = 0;

  /** @param size a power of two */
  constructor(size: number, make: (text: string) => T) {
    this.#slots = Array.from({ length: size });
    this.#mask = size - 1;
    this.#make = make;
  }

  get(bytes: Uint8Array, from: number, to: number): T {
    const length = to - from;
    if (length > LONGEST) return this.#make(decode(bytes, from, to));
    const index = hash(bytes, from, to) & this.#mask;
    const slot = this.#slots[index];
    if (slot !== undefined && slot.length === length && same(slot.bytes, bytes, from, length)) return slot.value;
    // A second place for what meets another, so that two that come often do not drive each other out.
    const other = this.#slots[index ^ 1];
    if (other !== undefined && other.length === length && same(other.bytes, bytes, from, length)) return other.value;
    const value = this.#make(decode(bytes, from, to));
    const place = slot === undefined || (this.#turn ^= 1) === 0 ? index : index ^ 1;
    this.#keep(place, this.#slots[place], bytes.subarray(from, to), value);
    return value;
  }

  #keep(index: number, slot: Slot<T> | undefined, span: Uint8Array, value: T): void {
    if (slot === undefined || slot.bytes.length < span.length) {
      this.#slots[index] = { bytes: span.slice(), length: span.length, value };
      return;
    }
    slot.bytes.set(span);
    slot.length = span.length;
    slot.value = value;
  }
}

function same(kept: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (kept[at] !== bytes[from + at]) return false;
  return true;
}

/** Names stand at the beginning of users and at the end of reasons; what is between is hashed here and there only. */
const BEGINNING = 80;
const END = 32;
const PRIME = 0x01_00_01_93;

function hash(bytes: Uint8Array, from: number, to: number): number {
  const begun = Math.min(to, from + BEGINNING);
  const ending = Math.max(begun, to - END);
  const sum = hashOf(bytes, from, begun, to - from);
  let middle = 0;
  for (let at = begun; at < ending; at += 16) middle = (middle << 3) ^ (middle >>> 29) ^ (bytes[at] as number);
  const all = hashOf(bytes, ending, to, sum ^ middle);
  return all ^ (all >>> 15);
}

/** Four bytes at a time. */
function hashOf(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let sum = seed;
  let at = from;
  for (const last = to - 3; at < last; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    sum = Math.imul(sum ^ word, PRIME);
    sum ^= sum >>> 13;
  }
  for (; at < to; at++) sum = Math.imul(sum ^ (bytes[at] as number), PRIME);
  return sum;
}
