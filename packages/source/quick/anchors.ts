import { isBlank, isWord, LF } from './chars';
import { at, copyOutput, nodeTotal, outPosition } from './memory';

/** Anchors of one document that this reader keeps. */
const MOST_ANCHORS: i32 = 64;
/**
 * Nodes that aliases may stand for in one document. go-yaml counts what it decodes below aliases, keys and values, and asks
 * from a hundred on whether they are a bomb.
 */
const MOST_ALIASED: i32 = 50;

/** Per anchor: the start and end of its name, its node, from where to where its JSON text was written, and its nodes. */
const RECORD: i32 = 24;
const records: usize = memory.data(1536, 4);
let count: i32 = 0;
let aliased: i32 = 0;

export function forgetAnchors(): void {
  count = 0;
  aliased = 0;
}

/** Nodes so far, those that aliases stand for among them. */
export function decodedTotal(): i32 {
  return nodeTotal() + aliased;
}

/** The end of the name after the `&` or `*` at `start`; -1 where it has none, or no blank or break behind it. */
export function nameEnd(start: i32): i32 {
  let end = start + 1;
  while (isWord(at(end))) end++;
  return end > start + 1 && (isBlank(at(end)) || at(end) == LF) ? end : -1;
}

/** Keeps the value that was written from `from` on, and whose node is `node`, by the name between two offsets. False where there are too many. */
export function keepAnchor(start: i32, end: i32, node: i32, from: usize, decoded: i32): bool {
  if (count == MOST_ANCHORS) return false;
  const record = recordAt(count++);
  store<i32>(record, start);
  store<i32>(record + 4, end);
  store<i32>(record + 8, node);
  store<u32>(record + 12, <u32>from);
  store<u32>(record + 16, <u32>outPosition());
  store<i32>(record + 20, decodedTotal() - decoded);
  return true;
}

/** Writes what the last anchor of that name holds; its node, or -1 where there is none. */
export function emitAnchored(start: i32, end: i32): i32 {
  for (let i = count - 1; i >= 0; i--) {
    const record = recordAt(i);
    if (!isSame(load<i32>(record), load<i32>(record + 4), start, end)) continue;
    aliased += load<i32>(record + 20);
    if (aliased > MOST_ALIASED) return -1;
    return copyOutput(load<u32>(record + 12), load<u32>(record + 16)) ? load<i32>(record + 8) : -1;
  }
  return -1;
}

function recordAt(index: i32): usize {
  return records + <usize>(index * RECORD);
}

function isSame(a: i32, aEnd: i32, b: i32, bEnd: i32): bool {
  if (aEnd - a != bEnd - b) return false;
  for (let i = 0; i < aEnd - a; i++) if (at(a + i) != at(b + i)) return false;
  return true;
}
