import { decode, QUOTE } from './bytes.ts';

interface Key {
  readonly bytes: Uint8Array;
  readonly field: number;
  /** Which key came after it the last time. */
  next: Key | undefined;
}

const encoder = new TextEncoder();

/** Which field a key means. The server writes keys always in the same order, so the one that came next last time is tried first. */
export class KeyChain {
  readonly #keys = new Map<string, Key>();
  readonly #fields: ReadonlyMap<string, number>;
  #first: Key = { bytes: new Uint8Array(), field: 0, next: undefined };
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
    const expected = this.#last.next;
    if (expected !== undefined && isAt(expected.bytes, bytes, from)) {
      this.end = from + expected.bytes.length;
      this.#last = expected;
      return expected.field;
    }
    return this.#find(bytes, from);
  }

  #find(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(QUOTE, from);
    // A backslash may hide any key.
    if (end === -1 || end - from > 64 || bytes.subarray(from, end).includes(0x5c)) return -1;
    const text = decode(bytes, from, end);
    let key = this.#keys.get(text);
    if (key === undefined) {
      key = { bytes: encoder.encode(text), field: this.#fields.get(text) ?? 0, next: undefined };
      // Keys that nobody knows come from outside, and there may be any number of them.
      if (key.field !== 0 || this.#keys.size < 256) this.#keys.set(text, key);
    }
    this.#last.next = key;
    this.#last = key;
    this.end = end;
    return key.field;
  }
}

function isAt(key: Uint8Array, bytes: Uint8Array, from: number): boolean {
  const { length } = key;
  for (let at = 0; at < length; at++) if (key[at] !== bytes[from + at]) return false;
  return bytes[from + length] === QUOTE;
}
