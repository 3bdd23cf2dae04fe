import { NEWEST_MINOR, OLDEST_MINOR } from '../versions.ts';

/** Minors from one to another, both included. */
export interface MinorRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_MINORS: readonly MinorRange[] = [{ from: OLDEST_MINOR, to: NEWEST_MINOR }];

/** Reads `29-31,35-`: an open end stands for the newest minor, an open start for the oldest; the empty text is all of them. */
export function readMinors(text: string): readonly MinorRange[] {
  if (text === '') return ALL_MINORS;
  return text.split(',').map((part) => {
    const [from = '', to] = part.split('-', 2);
    const first = from === '' ? OLDEST_MINOR : Number(from);
    return { from: first, to: to === undefined ? first : to === '' ? NEWEST_MINOR : Number(to) };
  });
}

export function includesMinor(ranges: readonly MinorRange[], minor: number): boolean {
  return ranges.some(({ from, to }) => from <= minor && minor <= to);
}

/** Splits the minors from the end of a table's line: `hostUsers boolean @30-` → the words and the ranges. */
export function splitMinors(line: string): readonly [words: string, minors: readonly MinorRange[]] {
  const at = line.lastIndexOf(' @');
  return at === -1 ? [line, ALL_MINORS] : [line.slice(0, at), readMinors(line.slice(at + 2))];
}
