import type { Leaf } from './value-leaves.ts';

/** What stands for each leaf in a render, and how its lines are read again. */
export interface ValueTokens {
  readonly byLeaf: ReadonlyMap<Leaf, string>;
  /** A line with the true values in it again, and the leaves that it showed, from left to right. */
  readonly read: (line: string) => { text: string; leaves: readonly Leaf[] };
}

const LEAST_NUMBER = 100_003;
const STEP = 37;

/** Every leaf gets a word, or a number, that the render does not hold. */
export class TokenMaker {
  readonly #salt: string;
  readonly #numbers: Iterator<number>;
  readonly #tokens = new Map<Leaf, string>();
  readonly #leaves = new Map<string, Leaf>();

  constructor(salt: string, plain: string) {
    this.#salt = salt;
    this.#numbers = freeNumbers(plain);
  }

  tokensOf(leaves: readonly Leaf[]): ValueTokens {
    const byLeaf = new Map(leaves.map((leaf) => [leaf, this.#tokenOf(leaf)]));
    const pattern = new RegExp(`${this.#salt}v\\d+q|\\d{6}`, 'g');
    const read = (line: string): { text: string; leaves: Leaf[] } => {
      const shown: Leaf[] = [];
      const text = line.replaceAll(pattern, (token) => {
        const leaf = this.#leaves.get(token);
        if (leaf === undefined || !byLeaf.has(leaf)) return token;
        shown.push(leaf);
        return leaf.kind === 'number' ? leaf.printed : '';
      });
      return { text, leaves: shown };
    };
    return { byLeaf, read };
  }

  #tokenOf(leaf: Leaf): string {
    const known = this.#tokens.get(leaf);
    if (known !== undefined) return known;
    const token = leaf.kind === 'number' ? String(this.#numbers.next().value) : `${this.#salt}v${this.#tokens.size}q`;
    this.#tokens.set(leaf, token);
    this.#leaves.set(token, leaf);
    return token;
  }
}

/** Numbers of six digits, none of which can be read in the text or across the border of two others. */
function* freeNumbers(plain: string): Generator<number, number> {
  for (let number = LEAST_NUMBER; number < 1_000_000; number += STEP) if (!plain.includes(String(number))) yield number;
  return 0;
}
