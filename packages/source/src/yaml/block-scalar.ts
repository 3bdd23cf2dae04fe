import {
  afterBreak,
  breakText,
  DELETE,
  HASH,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isEnd,
  MINUS,
  PLUS,
  SPACE,
  TAB,
  ZERO,
} from './chars.ts';
import { YamlError } from './yaml-error.ts';

export interface BlockScalar {
  readonly value: string;
  /** Where the reader goes on: after the indentation of the line that follows. */
  readonly next: number;
  /** Where the line of `next` starts. */
  readonly nextLine: number;
  /** Offset where the scalar's own text ends. */
  readonly end: number;
}

interface Header {
  readonly chomping: '' | '+' | '-';
  readonly increment: number;
  readonly next: number;
}

/**
 * Reads a literal (`|`) or folded (`>`) scalar whose indicator is at `start`; `parentIndent` is the column of the
 * collection that holds it, -1 at the root. Semantics: libyaml's yaml_parser_scan_block_scalar.
 */
export function readBlockScalar(text: string, start: number, parentIndent: number): BlockScalar {
  const literal = text[start] === '|';
  const header = readHeader(text, start);
  const explicit = header.increment === 0 ? 0 : Math.max(parentIndent, 0) + header.increment;
  let breaks = readBreaks(text, header.next, explicit, parentIndent, start);
  const indent = breaks.indent;
  let value = '';
  let leadingBreak = '';
  let leadingBlank = false;
  let end = header.next;
  while (breaks.column === indent && !isEnd(text.charCodeAt(breaks.next))) {
    const lineStart = breaks.next;
    const blank = isBlank(text.charCodeAt(lineStart));
    const folds = !literal && leadingBreak === '\n' && !leadingBlank && !blank;
    value += folds ? (breaks.text === '' ? ' ' : '') : leadingBreak;
    value += breaks.text;
    leadingBlank = blank;
    const lineEnd = endOfLine(text, lineStart);
    value += text.slice(lineStart, lineEnd);
    end = lineEnd;
    const code = text.charCodeAt(lineEnd);
    leadingBreak = isBreak(code) ? breakText(code) : '';
    const after = isBreak(code) ? afterBreak(text, lineEnd) : lineEnd;
    breaks = readBreaks(text, after, indent, parentIndent, start);
  }
  if (header.chomping !== '-') value += leadingBreak;
  if (header.chomping === '+') value += breaks.text;
  return { value, next: breaks.next, nextLine: breaks.next - breaks.column, end };
}

function readHeader(text: string, start: number): Header {
  let pos = start + 1;
  let chomping: Header['chomping'] = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const code = text.charCodeAt(pos);
    if (chomping === '' && (code === PLUS || code === MINUS)) chomping = code === PLUS ? '+' : '-';
    else if (increment === 0 && isDigit(code)) increment = code - ZERO;
    else break;
    if (isDigit(code) && increment === 0) throw new YamlError('found an indentation indicator equal to 0', pos);
    pos++;
  }
  while (isBlank(text.charCodeAt(pos))) pos++;
  if (text.charCodeAt(pos) === HASH) pos = endOfLine(text, pos);
  const code = text.charCodeAt(pos);
  if (!isBreakOrEnd(code)) throw new YamlError('did not find expected comment or line break', pos);
  return { chomping, increment, next: isBreak(code) ? afterBreak(text, pos) : pos };
}

interface Breaks {
  readonly text: string;
  readonly next: number;
  readonly column: number;
  readonly indent: number;
}

/** Eats indentation and empty lines; settles the indentation where it is not known yet (0). `from` starts a line. */
function readBreaks(text: string, from: number, known: number, parentIndent: number, start: number): Breaks {
  let pos = from;
  let breaks = '';
  let column = 0;
  let widest = 0;
  for (;;) {
    column = 0;
    while ((known === 0 || column < known) && text.charCodeAt(pos) === SPACE) {
      pos++;
      column++;
    }
    widest = Math.max(widest, column);
    const code = text.charCodeAt(pos);
    if ((known === 0 || column < known) && code === TAB) {
      throw new YamlError(`found a tab character where an indentation space is expected`, Math.max(pos, start));
    }
    if (!isBreak(code)) break;
    breaks += breakText(code);
    pos = afterBreak(text, pos);
  }
  return { text: breaks, next: pos, column, indent: known === 0 ? Math.max(widest, parentIndent + 1, 1) : known };
}

function endOfLine(text: string, from: number): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (!(code >= SPACE && code < DELETE) && isBreakOrEnd(code)) return pos;
    pos++;
  }
}
