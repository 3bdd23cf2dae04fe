/** Bytes that come in pieces. What it once needed it keeps, up to a limit. */
export class GrowingBytes {
  #bytes = new Uint8Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All bytes so far and the room behind them; those of the next call may be other ones. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    this.#makeRoom(this.#length + to - from + 1);
    this.#bytes.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  /** Puts a byte behind the last one, which is not counted. */
  seal(byte: number): void {
    this.#bytes[this.#length] = byte;
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > 2 ** 22) this.#bytes = new Uint8Array(4096);
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
