import { clean } from './clean.ts';
import { characterWidth } from './display-width.ts';

const ASCII = /^[\x20-\x7e]*$/;
const BYTE_ORDER_MARK = '\ufeff';
const TAB = 4;
const MASK = '•';

/** A stretch of one line, in UTF-16 code units from the line's start; `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of a file as a terminal shows it: harmless, tabs expanded, secrets masked. Columns are zero-based. */
export interface LaidLine {
  readonly width: number;
  /** Columns before the first character that is no white space. */
  readonly indent: number;
  /** The column at which a code unit of the line is shown. */
  columnOf(unit: number): number;
  /** The text from one column up to another; half of a wide character is shown as a space. */
  cut(from: number, to: number): string;
}

/** `secrets` are ascending and do not overlap; white space before the first character of the line is not masked. */
export function layLine(line: string, secrets: readonly Span[]): LaidLine {
  return ASCII.test(line) ? layAscii(line, secrets) : layCells(line, secrets);
}

function layAscii(line: string, secrets: readonly Span[]): LaidLine {
  const indent = indentOf(line);
  let text = line;
  for (const secret of secrets) {
    const start = Math.max(secret.start, indent);
    const end = Math.min(secret.end, line.length);
    if (start < end) text = text.slice(0, start) + MASK.repeat(end - start) + text.slice(end);
  }
  return {
    width: text.length,
    indent,
    columnOf: (unit) => Math.min(Math.max(unit, 0), text.length),
    cut: (from, to) => text.slice(from, to),
  };
}

interface Cell {
  readonly text: string;
  readonly unit: number;
  readonly column: number;
  readonly width: number;
}

function layCells(line: string, secrets: readonly Span[]): LaidLine {
  const cells = cellsOf(line, secrets);
  const last = cells.at(-1);
  const width = last === undefined ? 0 : last.column + last.width;
  return {
    width,
    indent: cells.find((cell) => cell.unit >= indentOf(line))?.column ?? width,
    columnOf: (unit) => cells.find((cell) => cell.unit >= unit)?.column ?? width,
    cut: (from, to) => cells.map((cell) => cutCell(cell, from, to)).join(''),
  };
}

function cellsOf(line: string, secrets: readonly Span[]): readonly Cell[] {
  const indent = indentOf(line);
  const cells: Cell[] = [];
  let unit = 0;
  let column = 0;
  for (const character of line) {
    const at = unit;
    const masked = at >= indent && secrets.some((secret) => secret.start <= at && at < secret.end);
    const text = masked ? MASK : shown(character, column);
    const width = character === '\t' && !masked ? text.length : text === '' ? 0 : characterWidth(text);
    cells.push({ text, unit, column, width });
    unit += character.length;
    column += width;
  }
  return cells;
}

function shown(character: string, column: number): string {
  if (character === '\t') return ' '.repeat(TAB - (column % TAB));
  return character === BYTE_ORDER_MARK ? '' : clean(character);
}

function cutCell({ text, column, width }: Cell, from: number, to: number): string {
  // What is drawn over the character before it goes with that character.
  if (width === 0) return from < column && column <= to ? text : '';
  const shownWidth = Math.min(column + width, to) - Math.max(column, from);
  return shownWidth === width ? text : ' '.repeat(Math.max(0, shownWidth));
}

function indentOf(line: string): number {
  let at = 0;
  while (line[at] === ' ' || line[at] === '\t' || line[at] === BYTE_ORDER_MARK) at++;
  return at;
}
