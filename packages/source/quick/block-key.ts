import { BACKSLASH, COLON, DOUBLE_QUOTE, HASH, isBlankOrEnd, LF, SINGLE_QUOTE, SPACE, startsPlain, TAB } from './chars';
import { nextMark } from './marks';
import { at } from './memory';

export const NO_KEY: i32 = -1;
/** libyaml takes 1024; what is near it is for the full reader. */
const LONGEST_KEY: i32 = 1000;

/** The key that was found last, and its colon: a mapping is known by its first key, which is then read. */
let keyStart: i32 = NO_KEY;
let keyStop: i32 = 0;
let colon: i32 = 0;

export function forgetKey(): void {
  keyStart = NO_KEY;
}

/** Where the colon of the key is that was found last. */
export function colonOfKey(): i32 {
  return colon;
}

/** Where the plain or simply quoted key at `start` ends; NO_KEY where none starts. */
export function keyEnd(start: i32): i32 {
  if (start == keyStart) return keyStop;
  const end = scalarEnd(start);
  if (end == NO_KEY || end - start > LONGEST_KEY) return NO_KEY;
  let after = end;
  while (at(after) == SPACE) after++;
  if (at(after) != COLON || !isBlankOrEnd(at(after + 1))) return NO_KEY;
  colon = after;
  keyStart = start;
  keyStop = end;
  return end;
}

function scalarEnd(start: i32): i32 {
  const first = at(start);
  if (first == SINGLE_QUOTE || first == DOUBLE_QUOTE) return quotedEnd(start);
  if (!startsPlain(first, at(start + 1))) return NO_KEY;
  let place = nextMark(start);
  while (at(place) != COLON || !isBlankOrEnd(at(place + 1))) {
    const byte = at(place);
    if (byte == LF || byte == TAB || (byte == HASH && at(place - 1) == SPACE)) return NO_KEY;
    place = nextMark(place + 1);
  }
  while (at(place - 1) == SPACE) place--;
  return place;
}

/** The end of the quoted scalar at `start`, where it has no escapes and is on one line; else NO_KEY. */
function quotedEnd(start: i32): i32 {
  const quote = at(start);
  let place = start + 1;
  while (at(place) != quote) {
    const byte = at(place++);
    if (byte == BACKSLASH || byte == LF || byte == 0) return NO_KEY;
  }
  return at(place + 1) == quote ? NO_KEY : place + 1;
}
