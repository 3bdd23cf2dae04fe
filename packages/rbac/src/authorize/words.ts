/** Words as numbers, so that a request's words are looked up once and compared as numbers with those of every rule. */
export class Words {
  readonly #numbers = new Map<string, number>();

  /** The number of a word, a new one for a word that was not seen before. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }

  /** The number of a word, or `UNKNOWN`, which stands in no list. */
  find(word: string): number {
    return this.#numbers.get(word) ?? UNKNOWN;
  }
}

export const UNKNOWN = -1;

/** A list of a rule. `all` holds every word, also one that no rule knows. */
export interface WordList {
  readonly all: boolean;
  readonly few: readonly number[];
  /** In place of `few` where the list is long. */
  readonly many: ReadonlySet<number> | undefined;
}

const EVERY_WORD: WordList = { all: true, few: [], many: undefined };
const LONG = 12;

/** A list in which `*` is every word. */
export function wordList(words: Words, list: readonly string[]): WordList {
  return list.includes('*') ? EVERY_WORD : plainList(words, list);
}

/** A list that is empty where it means everything, and in which a star is plain text. */
export function nameList(words: Words, list: readonly string[]): WordList {
  return list.length === 0 ? EVERY_WORD : plainList(words, list);
}

function plainList(words: Words, list: readonly string[]): WordList {
  const numbers = list.map((word) => words.add(word));
  return numbers.length > LONG ? { all: false, few: [], many: new Set(numbers) } : { all: false, few: numbers, many: undefined };
}

export function holds(list: WordList, word: number): boolean {
  if (list.all) return true;
  return list.many === undefined ? list.few.includes(word) : list.many.has(word);
}
