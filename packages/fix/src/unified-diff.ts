import { lineDiff, linesOf, type LineChange } from './line-diff.ts';

/** A line of a unified diff, with its zero-based numbers in the texts that hold it. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  /** With what ends it. */
  readonly text: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

export interface Hunk {
  /** `@@ -1,4 +1,6 @@`. */
  readonly head: string;
  readonly lines: readonly DiffLine[];
}

const CONTEXT = 3;

export function hunksOf(before: string, after: string): readonly Hunk[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const groups: LineChange[][] = [];
  for (const change of lineDiff(old, now)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.before.start - last.before.end <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => hunkOf(group, old, now));
}

function hunkOf(changes: readonly LineChange[], old: readonly string[], now: readonly string[]): Hunk {
  const lines: DiffLine[] = [];
  const [first] = changes;
  const lead = Math.min(CONTEXT, first?.before.start ?? 0);
  let before = (first?.before.start ?? 0) - lead;
  let after = (first?.after.start ?? 0) - lead;
  const [beforeStart, afterStart] = [before, after];
  const keep = (to: number): void => {
    for (; before < to; before++, after++) lines.push({ sign: ' ', text: old[before] ?? '', before, after });
  };
  for (const change of changes) {
    keep(change.before.start);
    for (; before < change.before.end; before++) lines.push({ sign: '-', text: old[before] ?? '', before, after: undefined });
    for (; after < change.after.end; after++) lines.push({ sign: '+', text: now[after] ?? '', before: undefined, after });
  }
  keep(Math.min(old.length, before + CONTEXT));
  return { head: `@@ -${span(beforeStart, before)} +${span(afterStart, after)} @@`, lines };
}

/** One-based; where there is no line, the one before stands for it. */
function span(from: number, to: number): string {
  const count = to - from;
  const start = count === 0 ? from : from + 1;
  return count === 1 ? String(start) : `${start},${count}`;
}

/** What a diff says of a last line without an end. */
export const NO_LINE_END = '\\ No newline at end of file';

/** A patch of one file, exact, as `git apply` and `patch -p1` take it. */
export function* patchLines(path: string, before: string, after: string): IterableIterator<string> {
  yield `--- ${patchPath(`a/${path}`)}\n+++ ${patchPath(`b/${path}`)}\n`;
  for (const { head, lines } of hunksOf(before, after)) {
    yield `${head}\n`;
    for (const { sign, text } of lines) yield text.endsWith('\n') ? sign + text : `${sign}${text}\n${NO_LINE_END}\n`;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** A path as git writes it: in quotes where it must be, with a tab behind it where else its end could not be told. */
export function patchPath(path: string): string {
  const special = /[\p{Cc}"\\]/gu;
  if (!special.test(path)) return /\s/.test(path) ? `${path}\t` : path;
  const inside = path.replace(special, (character) => ESCAPES.get(character) ?? octal(character));
  return `"${inside}"`;
}

/** The bytes of a character. */
function octal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
