/**
 * The quick reader, compiled to WebAssembly: from the bytes of a YAML stream to JSON text and the ranges of all nodes. It
 * takes only what is certain; `../src/yaml/quick-reader.ts` is its other side.
 */
import { emitDocument } from './block';
import { COMMA, HASH, isBlank, LEFT_BRACKET, LF, MINUS, RIGHT_BRACKET } from './chars';
import {
  addDocument,
  at,
  clear,
  dropNodes,
  emit,
  emitNull,
  lineAt,
  lineTotal,
  nodeTotal,
  outPosition,
  replaceLast,
  rewind,
  seal,
  toUnits,
} from './memory';
import { survey, UNCOMMON } from './survey';

export { prepare, summarize } from './memory';

/** Reads the text of `length` bytes that stands where `prepare` said. What it is: -1 not for this reader, 1 with template marks. */
export function read(length: i32): i32 {
  clear();
  const found = survey(length);
  if (found == UNCOMMON) return UNCOMMON;
  const end = seal(length);
  emit(LEFT_BRACKET);
  const count = emitStream(end);
  if (count < 0) return UNCOMMON;
  if (count > 0) replaceLast(RIGHT_BRACKET);
  else emit(RIGHT_BRACKET);
  toUnits();
  return found;
}

/** Splits the stream at its `---` lines, as `../src/yaml/split-stream.ts` does; the number of documents, -1 with a bad separator. */
function emitStream(end: i32): i32 {
  const lines = lineTotal();
  let start = 0;
  let count = 0;
  for (let i = 0; i < lines; i++) {
    const line = lineAt(i);
    if (!isSeparator(line)) continue;
    if (!isGood(line + 3)) return -1;
    if (line > start) {
      addNext(start, line);
      count++;
      start = i + 1 < lines ? lineAt(i + 1) : end;
    }
  }
  if (start < end) {
    addNext(start, end);
    count++;
  }
  return count;
}

function isSeparator(line: i32): bool {
  return at(line) == MINUS && at(line + 1) == MINUS && at(line + 2) == MINUS;
}

/** Whether nothing but a comment follows. */
function isGood(from: i32): bool {
  let pos = from;
  while (isBlank(at(pos))) pos++;
  return at(pos) == LF || at(pos) == HASH;
}

function addNext(start: i32, end: i32): void {
  const node = nodeTotal();
  const written = outPosition();
  const sure = emitDocument(start, end);
  if (!sure) {
    dropNodes(node);
    rewind(written);
    emitNull();
  }
  emit(COMMA);
  addDocument(start, end, node, sure);
}
