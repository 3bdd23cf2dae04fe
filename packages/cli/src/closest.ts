/**
 * The one of `names` that `word` was probably meant to be, or undefined where none is near. Of `area/name`, people often
 * give the name alone.
 */
export function closest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  // Of a short word, half must be right: else every word of three letters is near every other.
  const allowed = Math.min(Math.floor(wanted.length / 2), Math.max(2, Math.floor(wanted.length / 3)));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const full = name.toLowerCase();
    const distance = Math.min(editDistance(wanted, full), editDistance(wanted, full.slice(full.indexOf('/') + 1)));
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** Insertions, deletions and replacements that lead from `a` to `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
