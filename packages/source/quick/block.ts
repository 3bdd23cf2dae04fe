import { decodedTotal, emitAnchored, forgetAnchors, keepAnchor, nameEnd } from './anchors';
import { colonOfKey, forgetKey, keyEnd, NO_KEY } from './block-key';
import { emitPlain } from './block-plain';
import { emitBlockScalar, textEnd } from './block-scalar';
import {
  AMPERSAND,
  ASTERISK,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isBlank,
  isBlankOrEnd,
  LEFT_BRACE,
  LEFT_BRACKET,
  LESS,
  LF,
  MINUS,
  PIPE,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  startsPlain,
  TAB,
} from './chars';
import { emitFlow, flowEnd } from './flow';
import { emitRun } from './json-string';
import { isIndex } from './index-key';
import {
  addKey,
  alias,
  at,
  close,
  dropKeys,
  emit,
  emitNull,
  keyTotal,
  leaf,
  nodeTotal,
  open,
  outPosition,
  replaceLast,
} from './memory';
import { nextBreak } from './marks';
import { emitPlainValue, IS_TEXT, isAlwaysText } from './plain-value';
import { emitQuoted } from './quoted';

const NOTHING: i32 = -1;
const MAX_DEPTH: i32 = 400;

let pos: i32 = 0;
/** Column of the next line that has content, once `pos` stands on it; NOTHING at the end. */
let column: i32 = 0;
let depth: i32 = 0;
let limit: i32 = 0;
/** Where the text of the value that was written last ends. */
let valueEnd: i32 = 0;

/**
 * Writes the value of the document between `start` and `end`. It takes a document only where it is certain that the full
 * reader would give the same; on anything else (tags, anchors, keys that are no text, repeated keys, any error) it is false.
 */
export function emitDocument(start: i32, end: i32): bool {
  forgetKey();
  pos = start;
  limit = end;
  depth = 0;
  dropKeys(0);
  forgetAnchors();
  nextLine();
  if (column == 0 && isMarker(pos) && !skipMarker()) return false;
  if (column == NOTHING) {
    leaf(NOTHING, NOTHING, pos, pos);
    emitNull();
    return true;
  }
  return emitBlock(NOTHING, NOTHING, NOTHING) && column == NOTHING;
}

function isMarker(at0: i32): bool {
  return at(at0) == MINUS && at(at0 + 1) == MINUS && at(at0 + 2) == MINUS;
}

function skipMarker(): bool {
  if (!isBlankOrEnd(at(pos + 3))) return false;
  pos += 3;
  return endLine();
}

/** Moves to the next line with content, from the start of a line. A tab there is no content that anything starts with. */
function nextLine(): void {
  while (pos < limit) {
    const line = pos;
    while (at(pos) == SPACE) pos++;
    const byte = at(pos);
    if (byte == HASH) toLineEnd();
    else if (byte != LF) {
      column = pos - line;
      return;
    }
    pos++;
  }
  pos = limit;
  column = NOTHING;
}

function toLineEnd(): void {
  pos = nextBreak(pos);
}

/** Eats blanks, a comment and the break, then moves to the next line with content; false where something else follows. */
function endLine(): bool {
  if (at(pos) != LF) {
    const from = pos;
    while (isBlank(at(pos))) pos++;
    if (at(pos) == HASH && pos > from) toLineEnd();
    else if (at(pos) != LF) return false;
  }
  pos++;
  nextLine();
  return true;
}

function isDash(place: i32): bool {
  return at(place) == MINUS && (at(place + 1) == SPACE || at(place + 1) == LF);
}

/** A node that starts at `pos` in its column, with the key that it belongs to; `parent` is the column of what holds it. */
function emitBlock(parent: i32, ks: i32, ke: i32): bool {
  const byte = at(pos);
  if (isDash(pos)) return emitSequence(column, ks, ke);
  if (keyEnd(pos) != NO_KEY) return emitMapping(column, ks, ke);
  if (parent == NOTHING && byte != LEFT_BRACE && byte != LEFT_BRACKET) return false;
  return emitInline(byte, parent, ks, ke);
}

function emitSequence(own: i32, ks: i32, ke: i32): bool {
  if (++depth > MAX_DEPTH) return false;
  const node = open(ks, ke, pos);
  emit(LEFT_BRACKET);
  do {
    if (!emitItem(own)) return false;
    emit(COMMA);
  } while (column == own && isDash(pos));
  if (column > own) return false;
  replaceLast(RIGHT_BRACKET);
  close(node, valueEnd);
  depth--;
  return true;
}

function emitItem(own: i32): bool {
  const dash = pos;
  pos++;
  while (at(pos) == SPACE) pos++;
  const byte = at(pos);
  if (byte == TAB) return false;
  if (byte != LF && byte != HASH) {
    column = own + (pos - dash);
    if (isDash(pos)) return emitSequence(column, NOTHING, NOTHING);
    if (keyEnd(pos) != NO_KEY) return emitMapping(column, NOTHING, NOTHING);
    return emitInline(byte, own, NOTHING, NOTHING);
  }
  pos = dash + 1;
  if (!endLine()) return false;
  if (column > own) return emitBlock(own, NOTHING, NOTHING);
  return emitNothing(NOTHING, NOTHING, dash + 1);
}

function emitNothing(ks: i32, ke: i32, place: i32): bool {
  leaf(ks, ke, place, place);
  valueEnd = place;
  emitNull();
  return true;
}

function emitMapping(own: i32, ks: i32, ke: i32): bool {
  if (++depth > MAX_DEPTH) return false;
  const node = open(ks, ke, pos);
  const keys = keyTotal();
  emit(LEFT_BRACE);
  do {
    if (!emitMember(own, keys)) return false;
    emit(COMMA);
  } while (column == own);
  if (column > own) return false;
  dropKeys(keys);
  replaceLast(RIGHT_BRACE);
  close(node, valueEnd);
  depth--;
  return true;
}

function emitMember(own: i32, keys: i32): bool {
  const start = pos;
  const end = keyEnd(start);
  if (end == NO_KEY) return false;
  const written = outPosition();
  if (!emitKey(start, end) || !addKey(keys, written)) return false;
  emit(COLON);
  return emitValue(own, start, end);
}

/** Writes a key that is surely text: not an index (its order in an object is another), not `<<`, not `yes`. */
function emitKey(start: i32, end: i32): bool {
  const first = at(start);
  const quoted = first == SINGLE_QUOTE || first == DOUBLE_QUOTE;
  if (quoted && isIndex(start + 1, end - 1)) return false;
  if (first == LESS && end - start == 2 && at(start + 1) == LESS) return false;
  if (!quoted && !isAlwaysText(first) && emitPlainValue(start, end) != IS_TEXT) return false;
  emit(DOUBLE_QUOTE);
  if (quoted) emitRun(start + 1, end - 1);
  else emitRun(start, end);
  emit(DOUBLE_QUOTE);
  return true;
}

/** What follows the colon of the key between `ks` and `ke`, in a mapping at `own`. */
function emitValue(own: i32, ks: i32, ke: i32): bool {
  const from = colonOfKey() + 1;
  pos = from;
  while (isBlank(at(pos))) pos++;
  const byte = at(pos);
  if (byte != LF && byte != HASH) return emitInline(byte, own, ks, ke);
  pos = from;
  if (!endLine()) return false;
  if (column > own) return emitBlock(own, ks, ke);
  return column == own && isDash(pos) ? emitSequence(own, ks, ke) : emitNothing(ks, ke, from);
}

/** A value that begins on the current line at `pos` and is no block collection; `own` is the column of what holds it. */
function emitInline(byte: u32, own: i32, ks: i32, ke: i32): bool {
  if (byte == PIPE || byte == GREATER) return emitBlockText(own, ks, ke);
  if (byte == ASTERISK) return emitAlias(own, ks, ke);
  if (byte == AMPERSAND) return emitWithAnchor(own, ks, ke);
  const start = pos;
  if (byte == SINGLE_QUOTE || byte == DOUBLE_QUOTE) {
    valueEnd = emitQuoted(start, limit);
    if (valueEnd < 0) return false;
    leaf(ks, ke, start, valueEnd);
  } else if (byte == LEFT_BRACE || byte == LEFT_BRACKET) {
    if (!emitFlow(start, limit, ks, ke)) return false;
    valueEnd = flowEnd();
  } else {
    valueEnd = startsPlain(byte, at(start + 1)) ? emitPlain(start, byte, own) : NOTHING;
    if (valueEnd < 0) return false;
    leaf(ks, ke, start, valueEnd);
  }
  pos = valueEnd;
  // A deeper line after a finished value continues it or is an error.
  return endLine() && column <= own;
}

/** `&name` before a value. */
function emitWithAnchor(own: i32, ks: i32, ke: i32): bool {
  const start = pos;
  const end = nameEnd(start);
  if (end < 0) return false;
  const node = nodeTotal();
  const from = outPosition();
  const decoded = decodedTotal();
  return emitAnchoredValue(end, own, ks, ke) && keepAnchor(start + 1, end, node, from, decoded);
}

/** What stands behind an anchor: a scalar on its line, or a collection that begins on a deeper one. */
function emitAnchoredValue(nameStop: i32, own: i32, ks: i32, ke: i32): bool {
  pos = nameStop;
  while (isBlank(at(pos))) pos++;
  const byte = at(pos);
  if (byte == LF || byte == HASH) {
    pos = nameStop;
    return endLine() && column > own && emitBlock(own, ks, ke);
  }
  if (byte != SINGLE_QUOTE && byte != DOUBLE_QUOTE && !startsPlain(byte, at(pos + 1))) return false;
  // In a list, what looks like a key here makes the anchor that of a mapping's first key.
  return emitInline(byte, own, ks, ke);
}

function emitAlias(own: i32, ks: i32, ke: i32): bool {
  const start = pos;
  const end = nameEnd(start);
  const target = end < 0 ? -1 : emitAnchored(start + 1, end);
  if (target < 0) return false;
  alias(ks, ke, start, end, target);
  valueEnd = end;
  pos = end;
  return endLine() && column <= own;
}

function emitBlockText(own: i32, ks: i32, ke: i32): bool {
  const start = pos;
  const after = emitBlockScalar(start, own);
  if (after < 0) return false;
  leaf(ks, ke, start, textEnd);
  valueEnd = textEnd;
  pos = after;
  nextLine();
  return column <= own;
}
