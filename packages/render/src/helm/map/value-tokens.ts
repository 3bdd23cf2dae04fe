import type { Leaf } from './value-leaves.ts';

/** What stands for each leaf in a render, and how its lines are read again. */
export interface ValueTokens {
  readonly byLeaf: ReadonlyMap<Leaf, string>;
  /** A line with the true values in it again, and the leaves that it showed, from left to right. */
  readonly read: (line: string) => { text: string; leaves: readonly Leaf[] };
}

/** Every leaf gets a word, or a number, that the render does not hold. */
export class TokenMaker {
  readonly #salt: string;
  readonly #numbers: Iterator<number, undefined>;
  readonly #tokens = new Map<Leaf, string>();
  readonly #leaves = new Map<string, Leaf>();

  constructor(salt: string, plain: string) {
    this.#salt = salt;
    this.#numbers = freeNumbers(plain);
  }

  /** A chart with more numbers than there are tokens keeps some as they are. */
  tokensOf(leaves: readonly Leaf[]): ValueTokens {
    const byLeaf = new Map<Leaf, string>();
    for (const leaf of leaves) {
      const token = this.#tokenOf(leaf);
      if (token !== undefined) byLeaf.set(leaf, token);
    }
    const pattern = new RegExp(`${this.#salt}v\\d+q|(?<!\\d)\\d{4}(?!\\d)`, 'g');
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

  #tokenOf(leaf: Leaf): string | undefined {
    const known = this.#tokens.get(leaf);
    if (known !== undefined) return known;
    const token = leaf.kind === 'number' ? this.#numbers.next().value?.toString() : `${this.#salt}v${this.#tokens.size}q`;
    if (token === undefined) return undefined;
    this.#tokens.set(leaf, token);
    this.#leaves.set(token, leaf);
    return token;
  }
}

/**
 * Numbers of four digits that cannot be read in the text. No larger ones: a template may count to a number, as to that of
 * replicas. Neighbours are far apart, so that a number and one that a template has made of it by adding are not taken for each other.
 */
function* freeNumbers(plain: string): Generator<number, undefined> {
  const inText = new Set(Array.from(plain.matchAll(/(?<=(\d{4}))/g), ([, digits = '']) => Number(digits)));
  for (let first = 1009; first < 1009 + STEP; first += 1) {
    for (let number = first; number < 10_000; number += STEP) if (!inText.has(number)) yield number;
  }
  return undefined;
}

const STEP = 37;
