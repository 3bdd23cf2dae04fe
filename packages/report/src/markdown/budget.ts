/** Collects text up to a number of characters. */
export class Budget {
  readonly #parts: string[] = [];
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  /** Adds `text` where there is room for all of it, and says whether there was. */
  add(text: string): boolean {
    if (text.length > this.#left) return false;
    this.#left -= text.length;
    this.#parts.push(text);
    return true;
  }

  get text(): string {
    return this.#parts.join('');
  }
}
