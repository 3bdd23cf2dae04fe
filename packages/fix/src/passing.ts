/** The items that pass together, and why each of the others does not. Many that pass cost one test; one that fails, its halvings. */
export function passing<T>(
  items: readonly T[],
  test: (items: readonly T[]) => string | undefined,
): { readonly good: readonly T[]; readonly bad: ReadonlyMap<T, string> } {
  const good: T[] = [];
  const bad = new Map<T, string>();
  const groups = items.length === 0 ? [] : [items];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const reason = test([...good, ...group]);
    const [first] = group;
    if (reason === undefined) good.push(...group);
    else if (group.length > 1) groups.push(...halves(group).toReversed());
    else if (first !== undefined) bad.set(first, reason);
  }
  return { good, bad };
}

export function halves<T>(group: readonly T[]): readonly [readonly T[], readonly T[]] {
  const middle = group.length >> 1;
  return [group.slice(0, middle), group.slice(middle)];
}
