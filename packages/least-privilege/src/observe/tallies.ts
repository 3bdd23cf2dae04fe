import { Tally } from './tally.ts';

/** Tallies by a text. Nearly always there is one, which takes no map: a log has hundreds of thousands of these. */
export class Tallies {
  #key = '';
  #only: Tally | undefined;
  #more: Map<string, Tally> | undefined;

  get size(): number {
    return (this.#only === undefined ? 0 : 1) + (this.#more?.size ?? 0);
  }

  get(key: string): Tally | undefined {
    return this.#only !== undefined && this.#key === key ? this.#only : this.#more?.get(key);
  }

  /** The one of a text, made where there is none. */
  of(key: string): Tally {
    const known = this.get(key);
    if (known !== undefined) return known;
    const tally = new Tally();
    if (this.#only === undefined) {
      this.#key = key;
      this.#only = tally;
    } else (this.#more ??= new Map<string, Tally>()).set(key, tally);
    return tally;
  }

  *[Symbol.iterator](): IterableIterator<readonly [string, Tally]> {
    if (this.#only !== undefined) yield [this.#key, this.#only];
    if (this.#more !== undefined) yield* this.#more;
  }
}
