import {
  COLON,
  COMMA,
  DOT,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isBlankOrEnd,
  isWord,
  LEFT_BRACE,
  LEFT_BRACKET,
  LESS,
  LF,
  MINUS,
  QUESTION,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './chars';
import { isIndex } from './index-key';
import { emitRun } from './json-string';
import { addKey, at, close, dropKeys, emit, keyTotal, leaf, open, outPosition, replaceLast } from './memory';
import { emitPlainValue, IS_TEXT, isAlwaysText, NOT_SURE } from './plain-value';
import { emitQuoted } from './quoted';

const NO_KEY: i32 = -1;
const MAX_DEPTH: i32 = 400;
const LONGEST_KEY: i32 = 1000;

let pos: i32 = 0;
let limit: i32 = 0;
let depth: i32 = 0;

/** Where the collection that was written last ends. */
export function flowEnd(): i32 {
  return pos;
}

/** Writes the plain kind of flow collection whose bracket is at `start`; the document ends at `end`. False where it is not sure. */
export function emitFlow(start: i32, end: i32, keyStart: i32, keyEnd: i32): bool {
  pos = start;
  limit = end;
  depth = 0;
  return emitCollection(keyStart, keyEnd);
}

function emitCollection(keyStart: i32, keyEnd: i32): bool {
  if (++depth > MAX_DEPTH) return false;
  const node = open(keyStart, keyEnd, pos);
  const isList = at(pos) == LEFT_BRACKET;
  emit(isList ? LEFT_BRACKET : LEFT_BRACE);
  pos++;
  const sure = isList ? emitItems() : emitMembers();
  close(node, pos);
  depth--;
  return sure;
}

/** Skips blanks, breaks and comments; what comes then, or 0 at the end of the document. */
function next(): u32 {
  while (true) {
    if (pos >= limit) return 0;
    const byte = at(pos);
    if (byte == HASH && isBlankOrEnd(at(pos - 1))) while (at(pos) != LF) pos++;
    else if (isBlank(byte) || byte == LF) pos++;
    else return byte;
  }
}

function emitItems(): bool {
  let count = 0;
  for (let byte = next(); byte != RIGHT_BRACKET; byte = next()) {
    if (!emitNode(byte, NO_KEY, NO_KEY) || !endEntry(RIGHT_BRACKET)) return false;
    emit(COMMA);
    count++;
  }
  return end(count, RIGHT_BRACKET);
}

function end(count: i32, bracket: u32): bool {
  pos++;
  if (count > 0) replaceLast(bracket);
  else emit(bracket);
  return true;
}

/** Eats the comma after an entry; false where neither it nor the closing bracket comes. */
function endEntry(bracket: u32): bool {
  const byte = next();
  if (byte == COMMA) pos++;
  return byte == COMMA || byte == bracket;
}

function emitMembers(): bool {
  const keys = keyTotal();
  let count = 0;
  for (let byte = next(); byte != RIGHT_BRACE; byte = next()) {
    const start = pos;
    const written = outPosition();
    if (!emitKey(byte) || !addKey(keys, written)) return false;
    const keyEnd = pos++;
    emit(COLON);
    if (!emitNode(next(), start, keyEnd) || !endEntry(RIGHT_BRACE)) return false;
    emit(COMMA);
    count++;
  }
  dropKeys(keys);
  return end(count, RIGHT_BRACE);
}

/** A key of text with its colon right after it: after a quoted one, the colon needs no blank. */
function emitKey(byte: u32): bool {
  const start = pos;
  const quoted = byte == SINGLE_QUOTE || byte == DOUBLE_QUOTE;
  const first = quoted ? at(pos + 1) : byte;
  if (first == LESS || !emitScalar(byte) || !wasText || (quoted && isIndex(start + 1, pos - 1))) return false;
  if (at(pos) != COLON || (!quoted && !isBlankOrEnd(at(pos + 1)))) return false;
  return pos - start <= LONGEST_KEY && !hasBreak(start, pos);
}

function hasBreak(from: i32, to: i32): bool {
  for (let i = from; i < to; i++) if (at(i) == LF) return true;
  return false;
}

function emitNode(byte: u32, keyStart: i32, keyEnd: i32): bool {
  if (byte == LEFT_BRACKET || byte == LEFT_BRACE) return emitCollection(keyStart, keyEnd);
  const start = pos;
  if (!emitScalar(byte)) return false;
  leaf(keyStart, keyEnd, start, pos);
  return true;
}

/** Whether the scalar that was written last is text. */
let wasText: bool = false;

function emitScalar(byte: u32): bool {
  if (byte != SINGLE_QUOTE && byte != DOUBLE_QUOTE) return emitPlain(byte);
  const after = emitQuoted(pos, limit);
  wasText = true;
  pos = after;
  return after >= 0;
}

/** A plain scalar on one line; what is rare at its start is left to the full reader. */
function emitPlain(first: u32): bool {
  const start = pos;
  if (!startsFlowPlain(first)) return false;
  for (let byte = first; !isStopper(byte); byte = at(++pos)) {
    if (byte == COLON && isBlankOrEnd(at(pos + 1))) break;
    if (byte == 0 || byte == TAB || byte == HASH) return false;
  }
  const stop = at(pos);
  if (stop == LEFT_BRACKET || stop == LEFT_BRACE || stop == QUESTION || stop == LF) return false;
  while (at(pos - 1) == SPACE) pos--;
  const value = isAlwaysText(first) ? IS_TEXT : emitPlainValue(start, pos);
  wasText = value == IS_TEXT;
  if (wasText) {
    emit(DOUBLE_QUOTE);
    emitRun(start, pos);
    emit(DOUBLE_QUOTE);
  }
  return value != NOT_SURE;
}

function isStopper(byte: u32): bool {
  return (
    byte == COMMA ||
    byte == LEFT_BRACKET ||
    byte == RIGHT_BRACKET ||
    byte == LEFT_BRACE ||
    byte == RIGHT_BRACE ||
    byte == QUESTION ||
    byte == LF
  );
}

function startsFlowPlain(first: u32): bool {
  if (first == MINUS) return isWord(at(pos + 1));
  if (first == DOT) return at(pos - 1) != LF;
  // / $ ( = + ~ ^
  if (first == 0x2f || first == 0x24 || first == 0x28 || first == 0x3d || first == 0x2b || first == 0x7e || first == 0x5e)
    return true;
  return isWord(first) || first == LESS;
}
