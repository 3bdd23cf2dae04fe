import { decode, QUOTE } from './bytes.ts';

interface Key {
  readonly bytes: Uint8Array;
  readonly field: number;
  /** Which key came after it the last time, and which other one before. */
  next: Key | undefined;
  other: Key | undefined;
}

const encoder = new TextEncoder();

/** Which field a key means. The server writes keys always in the same order, so the one that came next last time is tried first. */
export class KeyChain {
  readonly #keys = new Map<string, Key>();
  readonly #fields: ReadonlyMap<string, number>;
  #first: Key = { bytes: new Uint8Array(), field: 0, next: undefined, other: undefined };
  #last: Key = this.#first;
  /** Where the key that was found ends: at its quote. */
  end = 0;

  /** Keys that are not among these are field 0. */
  constructor(fields: Readonly<Record<string, number>>) {
    this.#fields = new Map(Object.entries(fields));
  }

  begin(): void {
    this.#last = this.#first;
  }

  /** The field of the key whose first byte is at `from`, or -1 where the key has no plain end. */
  field(bytes: Uint8Array, from: number): number {
    const { next, other } = this.#last;
    if (next !== undefined && isAt(next.bytes, bytes, from)) return this.#take(next, from);
    if (other !== undefined && isAt(other.bytes, bytes, from)) return this.#take(other, from);
    return this.#find(bytes, from);
  }

  #take(key: Key, from: number): number {
    this.end = from + key.bytes.length;
    this.#last = key;
    return key.field;
  }

  #find(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(QUOTE, from);
    // A backslash may hide any key.
    if (end === -1 || end - from > 64 || bytes.subarray(from, end).includes(0x5c)) return -1;
    const text = decode(bytes, from, end);
    let key = this.#keys.get(text);
    if (key === undefined) {
      key = { bytes: encoder.encode(text), field: this.#fields.get(text) ?? 0, next: undefined, other: undefined };
      // Keys that nobody knows come from outside, and there may be any number of them.
      if (key.field !== 0 || this.#keys.size < 256) this.#keys.set(text, key);
    }
    this.#last.other = this.#last.next;
    this.#last.next = key;
    return this.#take(key, from);
  }
}

function isAt(key: Uint8Array, bytes: Uint8Array, from: number): boolean {
  const { length } = key;
  for (let at = 0; at < length; at++) if (key[at] !== bytes[from + at]) return false;
  return bytes[from + length] === QUOTE;
}
