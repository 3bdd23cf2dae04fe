import { COLON, DOUBLE_QUOTE, HASH, isBlank, isBlankOrEnd, LF, SPACE, TAB } from './chars';
import { emitRun } from './json-string';
import { nextMark } from './marks';
import { at, emit, outPosition, rewind } from './memory';
import { emitPlainLines, FAILED, nextRun, NO_MORE } from './plain';
import { emitPlainValue, IS_TEXT, isAlwaysText, NOT_SURE } from './plain-value';

/**
 * Writes the plain scalar at `start`, whose first byte is `first`, in a collection at column `own`; where its text ends, FAILED
 * where it is not sure.
 */
export function emitPlain(start: i32, first: u32, own: i32): i32 {
  let place = nextMark(start);
  while (at(place) != LF && !(at(place) == HASH && place > start && isBlank(at(place - 1)))) {
    if (at(place) == COLON && isBlankOrEnd(at(place + 1))) return FAILED;
    place = nextMark(place + 1);
  }
  const stop = place;
  while (isBlank(at(place - 1))) place--;
  if (at(stop) == LF && continues(stop + 1, own)) {
    const next = nextRun(place, own + 1);
    if (next != NO_MORE) return next < 0 ? FAILED : emitPlainLines(start, own + 1);
  }
  const before = outPosition();
  const value = isAlwaysText(first) ? IS_TEXT : emitPlainValue(start, place);
  if (value != IS_TEXT) return value == NOT_SURE ? FAILED : place;
  rewind(before);
  emit(DOUBLE_QUOTE);
  emitRun(start, place);
  emit(DOUBLE_QUOTE);
  return place;
}

/** Whether the line at `line` may continue a plain scalar that a collection at `own` holds: it is deeper, or empty. */
function continues(line: i32, own: i32): bool {
  let place = line;
  while (at(place) == SPACE) place++;
  const byte = at(place);
  return place - line > own ? byte != HASH : byte == LF || byte == TAB;
}
