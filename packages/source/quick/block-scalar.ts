import { DOUBLE_QUOTE, GREATER, HASH, isBlank, isDigit, LF, MINUS, PLUS, SPACE, TAB, ZERO } from './chars';
import { emitBreak, emitRun } from './json-string';
import { nextBreak } from './marks';
import { at, emit } from './memory';

export const FAILED: i32 = -1;

/** Where the text of the block scalar that was written last ends. */
export let textEnd: i32 = 0;

/** What the header says. */
let keeps: bool = false;
let strips: bool = false;
let increment: i32 = 0;
/** What stood before a line of text: how many empty lines, in which column it is, and the indentation where it was to be found. */
let breaks: i32 = 0;
let column: i32 = 0;
let indentation: i32 = 0;

/**
 * Writes a literal (`|`) or folded (`>`) scalar whose indicator is at `start`; `parent` is the column of the collection that
 * holds it. Gives the start of the line after it. Semantics: `../src/yaml/block-scalar.ts`.
 */
export function emitBlockScalar(start: i32, parent: i32): i32 {
  const folded = at(start) == GREATER;
  let pos = readHeader(start);
  if (pos == FAILED) return FAILED;
  textEnd = pos;
  pos = skipBreaks(pos, increment == 0 ? 0 : max(parent, 0) + increment, parent);
  const indent = indentation;
  let pending = false;
  let blankBefore = false;
  emit(DOUBLE_QUOTE);
  while (pos != FAILED && column == indent && at(pos) != 0) {
    const blank = isBlank(at(pos));
    emitJoint(pending, folded && !blankBefore && !blank);
    blankBefore = blank;
    textEnd = nextBreak(pos);
    emitRun(pos, textEnd);
    pending = at(textEnd) == LF;
    pos = skipBreaks(pending ? textEnd + 1 : textEnd, indent, parent);
  }
  if (pending && !strips) emitBreak();
  if (keeps) emitBreaks(breaks);
  emit(DOUBLE_QUOTE);
  return pos == FAILED ? FAILED : pos - column;
}

/** What the break after the last line, and the empty lines after it, become before the next line. */
function emitJoint(pending: bool, folds: bool): void {
  if (pending && folds) {
    if (breaks == 0) emit(SPACE);
  } else if (pending) emitBreak();
  emitBreaks(breaks);
}

function emitBreaks(count: i32): void {
  for (let i = 0; i < count; i++) emitBreak();
}

function readHeader(start: i32): i32 {
  let pos = start + 1;
  keeps = false;
  strips = false;
  increment = 0;
  for (let i = 0; i < 2; i++) {
    const byte = at(pos);
    if (!keeps && !strips && byte == PLUS) keeps = true;
    else if (!keeps && !strips && byte == MINUS) strips = true;
    else if (increment == 0 && isDigit(byte)) {
      increment = <i32>(byte - ZERO);
      if (increment == 0) return FAILED;
    } else break;
    pos++;
  }
  while (isBlank(at(pos))) pos++;
  if (at(pos) == HASH) pos = nextBreak(pos);
  return at(pos) == LF ? pos + 1 : FAILED;
}

/** Eats indentation and empty lines; settles the indentation where it is not known yet (0). `from` starts a line. */
function skipBreaks(from: i32, known: i32, parent: i32): i32 {
  let pos = from;
  let widest = 0;
  breaks = 0;
  while (true) {
    column = 0;
    while ((known == 0 || column < known) && at(pos) == SPACE) {
      pos++;
      column++;
    }
    widest = max(widest, column);
    const byte = at(pos);
    if ((known == 0 || column < known) && byte == TAB) return FAILED;
    if (byte != LF) break;
    breaks++;
    pos++;
  }
  indentation = known == 0 ? max(max(widest, parent + 1), 1) : known;
  return pos;
}
