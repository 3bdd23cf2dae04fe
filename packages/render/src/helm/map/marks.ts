/** How lines of templates are marked: by a comment at their ends, with a number that says which line it is. */
export interface Marks {
  /** What is put behind a line. */
  readonly of: (id: number) => string;
  /** A line without its marks, and their numbers from left to right. */
  readonly read: (line: string) => MarkedLine;
}

export interface MarkedLine {
  readonly text: string;
  readonly ids: readonly number[];
}

/** `salt` is a word of small letters that no text of the render holds. */
export function marksOf(salt: string): Marks {
  const start = ` #${salt}`;
  const pattern = new RegExp(` #${salt}(\\d+)q`, 'g');
  return {
    of: (id) => `${start}${id}q`,
    read(line) {
      if (!line.includes(start)) return { text: line.trimEnd(), ids: [] };
      const ids: number[] = [];
      const text = line.replaceAll(pattern, (_, id: string) => {
        ids.push(Number(id));
        return '';
      });
      return { text: text.trimEnd(), ids };
    },
  };
}

/** A word that stands in none of the texts: what the hash of a chart gives, so that the same chart always gets the same. */
export function saltFor(seed: string, texts: readonly string[]): string {
  for (let round = 0; ; round += 1) {
    const word = `bw${letters(seed, round)}`;
    if (!texts.some((text) => text.includes(word))) return word;
  }
}

function letters(seed: string, round: number): string {
  let state = round + 7;
  for (let at = 0; at < seed.length; at += 1) state = (state * 31 + seed.charCodeAt(at)) >>> 0;
  return Array.from({ length: 4 }, (_, at) => String.fromCharCode(97 + ((state >>> (at * 7)) % 26))).join('');
}
