const MOST = 3;

/** `"a" and "b"`; of many the first. */
export function listOf(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map((text) => `"${text}"`);
  const more = texts.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
