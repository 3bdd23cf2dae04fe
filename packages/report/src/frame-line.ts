import type { Place, Range } from '@bulwark/model';
import { layLine, type LaidLine, type Span } from './laid-line.ts';
import { lineText, type SourceText } from './source-text.ts';

/** Columns before the code: the line's number, right-aligned, and a bar. Messages start there too. */
export const GUTTER = 12;
const NUMBER = GUTTER - 3;
/** Of a longer line only what is around the mark is looked at: a file may be one line. */
const LONG_LINE = 2000;
const LEAD = 400;

export interface FrameStyle {
  readonly width: number;
  readonly gutter: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** A line ready to be drawn. */
export interface FrameLine {
  readonly number: number;
  readonly laid: LaidLine;
  /** Columns that are marked; undefined for context. */
  readonly mark: Span | undefined;
  /** Whether the line goes on before or after what was laid. */
  readonly before: boolean;
  readonly after: boolean;
}

export function frameLine(number: number, place: Place, source: SourceText, secrets: readonly Range[]): FrameLine {
  const line = lineText(source, number);
  const start = source.lineStarts[number - 1] ?? 0;
  const marked = number === place.line;
  const focus = marked ? place.column - 1 : 0;
  const from = line.length > LONG_LINE ? wholeCharacter(line, Math.max(0, focus - LEAD)) : 0;
  const to = line.length > LONG_LINE ? wholeCharacter(line, Math.min(line.length, from + LONG_LINE)) : line.length;
  const laid = layLine(line.slice(from, to), spansIn(secrets, start + from, start + to));
  const markEnd = place.endLine > number ? line.trimEnd().length : place.endColumn - 1;
  const mark = marked ? { start: laid.columnOf(focus - from), end: laid.columnOf(markEnd - from) } : undefined;
  return { number, laid, mark, before: from > 0, after: to < line.length };
}

/** `at`, or the place before it where it would cut a surrogate pair in two. */
function wholeCharacter(line: string, at: number): number {
  return /^[\udc00-\udfff]/.test(line.slice(at, at + 1)) ? at - 1 : at;
}

/** The parts of ascending ranges between two offsets, counted from the first. */
export function spansIn(ranges: readonly Range[], from: number, to: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = firstBehind(ranges, from); at < ranges.length; at++) {
    const range = ranges[at];
    if (range === undefined || range.start >= to) break;
    spans.push({ start: Math.max(range.start, from) - from, end: Math.min(range.end, to) - from });
  }
  return spans;
}

/** The number of ranges that end at or before `offset`. */
function firstBehind(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line and, where it is the marked one, the mark below; `dedent` columns of white space are left out. */
export function drawLine(line: FrameLine, dedent: number, style: FrameStyle): readonly string[] {
  const room = roomOf(style.width);
  const window = windowOf(line, dedent, room);
  const code = `${window.before ? '…' : ''}${line.laid.cut(window.start, window.end)}${window.after ? '…' : ''}`;
  const drawn = `${style.gutter(`${String(line.number).padStart(NUMBER)} │`)} ${code}`.trimEnd();
  if (line.mark === undefined) return [drawn];
  const lead = window.before ? 1 : 0;
  // A mark behind the end of a line that fills the room stands below its last character.
  const start = Math.min(Math.max(line.mark.start, window.start) - window.start + lead, room - 1);
  const length = Math.max(1, Math.min(line.mark.end, window.end) - Math.max(line.mark.start, window.start));
  return [drawn, `${style.gutter(`${' '.repeat(NUMBER)} │`)} ${' '.repeat(start)}${style.mark('^'.repeat(length))}`];
}

/** A line in parts, for what can mark text itself. */
export interface LineParts {
  readonly number: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

export function lineParts(line: FrameLine, dedent: number, width: number): LineParts {
  const window = windowOf(line, dedent, roomOf(width));
  const inside = (column: number): number => Math.min(Math.max(column, window.start), window.end);
  const from = inside(line.mark?.start ?? window.end);
  const to = inside(line.mark?.end ?? window.end);
  return {
    number: line.number,
    before: `${window.before ? '…' : ''}${line.laid.cut(window.start, from)}`,
    marked: line.laid.cut(from, to),
    after: `${line.laid.cut(to, window.end).trimEnd()}${window.after ? '…' : ''}`,
  };
}

function roomOf(width: number): number {
  return Math.max(20, width - GUTTER);
}

interface Window extends Span {
  readonly before: boolean;
  readonly after: boolean;
}

/** The columns to show: from the indentation on where the mark fits in, else from a little before the mark. */
function windowOf({ laid, mark, before, after }: FrameLine, dedent: number, room: number): Window {
  const fits = laid.width - dedent <= room - Number(before) - Number(after);
  if (fits) return { start: dedent, end: laid.width, before, after };
  const markEnd = mark === undefined ? dedent : Math.min(mark.end, mark.start + (room >> 1));
  if (markEnd - dedent <= room - 1 - Number(before))
    return { start: dedent, end: dedent + room - 1 - Number(before), before, after: true };
  const start = Math.max(dedent, (mark?.start ?? dedent) - Math.floor(room / 3));
  const end = Math.min(laid.width, start + room - 2);
  return { start, end, before: true, after: after || end < laid.width };
}
