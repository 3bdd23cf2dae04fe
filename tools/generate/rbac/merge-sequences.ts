/** An item, and in which minors it stands there. */
export interface Merged {
  readonly item: string;
  readonly minors: readonly number[];
}

/**
 * One sequence in which the sequence of each minor can be read by passing over what is not of that minor, made short by
 * sharing what stands in the same order.
 */
export function mergeSequences(byMinor: ReadonlyMap<number, readonly string[]>): readonly Merged[] {
  let merged: readonly Merged[] = [];
  for (const [minor, sequence] of byMinor) merged = mergeOne(merged, sequence, minor);
  return merged;
}

function mergeOne(merged: readonly Merged[], sequence: readonly string[], minor: number): readonly Merged[] {
  const result: Merged[] = [];
  let rest = 0;
  let taken = 0;
  for (const [a, b] of longestCommon(
    merged.map(({ item }) => item),
    sequence,
  )) {
    result.push(...merged.slice(rest, a), ...sequence.slice(taken, b).map((item) => ({ item, minors: [minor] })));
    const { item, minors } = merged[a] as Merged;
    result.push({ item, minors: [...minors, minor] });
    rest = a + 1;
    taken = b + 1;
  }
  return [...result, ...merged.slice(rest), ...sequence.slice(taken).map((item) => ({ item, minors: [minor] }))];
}

/** The pairs of places of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
