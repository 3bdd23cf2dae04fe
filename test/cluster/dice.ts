/** Chance that is the same in every run: the seed decides. */
export interface Dice {
  /** 0 ≤ n < 1 */
  readonly number: () => number;
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
  /** Each of them with this probability, in their order. */
  readonly some: <T>(from: readonly T[], probability: number) => readonly T[];
}

/** mulberry32: 32 bits of state are enough to vary test data. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(number() * limit);
  const chance = (probability: number): boolean => number() < probability;
  return {
    number,
    below,
    chance,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
    shuffled: (list) =>
      list
        .map((item) => ({ item, at: number() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
    some: (from, probability) => from.filter(() => chance(probability)),
  };
}
