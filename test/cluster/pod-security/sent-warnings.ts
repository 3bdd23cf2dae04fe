/** Of all warnings together; where there is more, each is cut (k8s.io/apiserver, pkg/endpoints/filters/warning.go). */
const MOST_RUNES = 4096;
const CUT_RUNES = 256;

/** What arrives of an answer's warnings: none twice, none with control characters, and not too much. */
export function sentWarnings(warnings: readonly string[]): readonly string[] {
  const sent = Array.from(new Set(warnings)).filter((text) => text !== '' && !/\p{Cc}/u.test(text));
  const runes = sent.map((text) => Array.from(text));
  if (runes.reduce((sum, { length }) => sum + length, 0) <= MOST_RUNES) return sent;
  const cut: string[] = [];
  let written = 0;
  for (const text of runes) {
    if (written >= MOST_RUNES) break;
    const kept = text.slice(0, CUT_RUNES);
    written += kept.length;
    cut.push(kept.join(''));
  }
  return cut;
}
