import { COLON, DOT, DOUBLE_QUOTE, HASH, isBlank, isBlankOrEnd, LF, MINUS, SPACE, TAB } from './chars';
import { emitBreak, emitRun } from './json-string';
import { nextMark } from './marks';
import { at, emit } from './memory';

/** A text that is not surely right. */
export const FAILED: i32 = -1;

/** No line of the scalar follows. */
export const NO_MORE: i32 = -2;

/**
 * Writes a plain scalar of several lines that starts at `start`; lines of it stand in column `indent` or deeper. Gives the
 * offset where its text ends. Semantics: `../src/yaml/plain-scalar.ts` for block style.
 */
export function emitPlainLines(start: i32, indent: i32): i32 {
  emit(DOUBLE_QUOTE);
  let pos = start;
  while (true) {
    const end = endOfRun(pos);
    emitRun(pos, end);
    pos = nextRun(end, indent);
    if (pos < 0) {
      emit(DOUBLE_QUOTE);
      return pos == FAILED ? FAILED : end;
    }
    if (breaks == 1) emit(SPACE);
    else for (let i = 1; i < breaks; i++) emitBreak();
  }
}

/** Where the stretch of one line that belongs to the scalar ends, without the blanks at its end. */
function endOfRun(from: i32): i32 {
  let end = nextMark(from);
  while (at(end) != LF) {
    if (at(end) == COLON && isBlankOrEnd(at(end + 1))) break;
    if (at(end) == HASH && (end == from || isBlank(at(end - 1)))) break;
    end = nextMark(end + 1);
  }
  while (end > from && isBlank(at(end - 1))) end--;
  return end;
}

/** Line breaks before the run that was found last. */
let breaks: i32 = 0;

/** Eats the break after a run and what is empty; the start of the run that follows, NO_MORE where none does. */
export function nextRun(stop: i32, indent: i32): i32 {
  let pos = stop;
  while (isBlank(at(pos))) pos++;
  if (at(pos) != LF) return NO_MORE;
  breaks = 0;
  let line = pos;
  while (true) {
    const byte = at(pos);
    if (byte == LF) {
      breaks++;
      line = pos + 1;
    } else if (byte == TAB) {
      if (pos - line < indent) return FAILED;
    } else if (byte != SPACE) break;
    pos++;
  }
  if (pos - line < indent || at(pos) == HASH || at(pos) == 0 || isMarker(pos, line)) return NO_MORE;
  if (at(pos) == COLON && isBlankOrEnd(at(pos + 1))) return NO_MORE;
  return pos;
}

function isMarker(pos: i32, line: i32): bool {
  const byte = at(pos);
  if (pos != line || (byte != MINUS && byte != DOT)) return false;
  return at(pos + 1) == byte && at(pos + 2) == byte && isBlankOrEnd(at(pos + 3));
}
