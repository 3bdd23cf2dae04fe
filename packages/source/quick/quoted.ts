import { BACKSLASH, DOT, DOUBLE_QUOTE, isBlank, isBlankOrEnd, LF, MINUS, SINGLE_QUOTE, SPACE } from './chars';
import { emitBreak, emitByte, emitCharacter, emitPoint, emitRun } from './json-string';
import { at, emit } from './memory';

/** Where the text is not one that is surely right. */
export const FAILED: i32 = -1;

/** Writes the quoted scalar whose opening quote is at `start`; the offset after the closing one. Semantics: `../src/yaml/quoted-scalar.ts`. */
export function emitQuoted(start: i32, limit: i32): i32 {
  const quote = at(start);
  let pos = start + 1;
  emit(DOUBLE_QUOTE);
  while (true) {
    if (at(pos) == 0 || isMarker(pos)) return FAILED;
    joined = false;
    pos = emitUnblanked(pos, quote);
    if (pos == FAILED || pos >= limit) return FAILED;
    if (at(pos) == quote) {
      emit(DOUBLE_QUOTE);
      return pos + 1;
    }
    pos = emitBlanks(pos, joined);
  }
}

/** Whether the stretch that was written last ended with an escaped line break. */
let joined: bool = false;

function isMarker(pos: i32): bool {
  if (at(pos - 1) != LF) return false;
  const byte = at(pos);
  return (byte == MINUS || byte == DOT) && at(pos + 1) == byte && at(pos + 2) == byte && isBlankOrEnd(at(pos + 3));
}

/** Writes up to a blank, a break or the closing quote. */
function emitUnblanked(from: i32, quote: u32): i32 {
  let pos = from;
  while (true) {
    const byte = at(pos);
    if (byte >= 0x80) {
      pos = emitCharacter(pos, byte);
    } else if (isBlankOrEnd(byte)) {
      return pos;
    } else if (byte == quote) {
      if (quote != SINGLE_QUOTE || at(pos + 1) != SINGLE_QUOTE) return pos;
      emit(SINGLE_QUOTE);
      pos += 2;
    } else if (byte == BACKSLASH && quote == DOUBLE_QUOTE) {
      if (at(pos + 1) == LF) {
        joined = true;
        return pos + 2;
      }
      pos = emitEscape(pos);
      if (pos == FAILED) return FAILED;
    } else {
      emitByte(byte);
      pos++;
    }
  }
}

function emitEscape(pos: i32): i32 {
  const letter = at(pos + 1);
  const length = letter == 0x78 ? 2 : letter == 0x75 ? 4 : letter == 0x55 ? 8 : 0;
  if (length > 0) return emitHexadecimal(pos + 2, length);
  const point = simpleEscape(letter);
  if (point < 0) return FAILED;
  emitPoint(point);
  return pos + 2;
}

function emitHexadecimal(from: i32, length: i32): i32 {
  let point: u32 = 0;
  for (let pos = from; pos < from + length; pos++) {
    const byte = at(pos);
    const lower = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) point = (point << 4) | (byte - 0x30);
    else if (lower >= 0x61 && lower <= 0x66) point = (point << 4) | (lower - 0x57);
    else return FAILED;
  }
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return FAILED;
  emitPoint(point);
  return from + length;
}

/** What `\` and a letter mean; -1 where nothing. */
function simpleEscape(letter: u32): i32 {
  switch (letter) {
    case 0x30: // 0
      return 0;
    case 0x61: // a
      return 7;
    case 0x62: // b
      return 8;
    case 0x74: // t
    case 0x09:
      return 9;
    case 0x6e: // n
      return 10;
    case 0x76: // v
      return 11;
    case 0x66: // f
      return 12;
    case 0x72: // r
      return 13;
    case 0x65: // e
      return 0x1b;
    case SPACE:
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
    case BACKSLASH:
      return <i32>letter;
    case 0x4e: // N
      return 0x85;
    case 0x5f: // _
      return 0xa0;
    case 0x4c: // L
      return 0x2028;
    case 0x50: // P
      return 0x2029;
    default:
      return -1;
  }
}

/** Eats blanks and breaks between two stretches of text, and folds them. */
function emitBlanks(from: i32, escaped: bool): i32 {
  let pos = from;
  let breaks = escaped ? 1 : 0;
  while (true) {
    const byte = at(pos);
    if (byte == LF) breaks++;
    else if (!isBlank(byte)) break;
    pos++;
  }
  if (breaks == 0) emitRun(from, pos);
  else if (breaks == 1 && !escaped) emit(SPACE);
  else for (let i = 1; i < breaks; i++) emitBreak();
  return pos;
}
