/**
 * The module's memory: the text, and behind it what is made of it. Regions are as large as the worst text needs, so that
 * nothing is checked while writing; pages that nobody touches cost nothing.
 */

/** Below it is what the compiler places. */
const INPUT: usize = 65536;
/** Zeros behind the text, so that looking a few bytes ahead needs no check. */
const PADDING: usize = 64;
const PAGE: usize = 65536;

/** Bytes of JSON that a byte of text may become: `\0` in quotes is six, of two; `[~,~]` and `- ` less. */
const OUTPUT_SHARE: usize = 6;
/** What all aliases of a text may add to that. */
const ALIAS_BYTES: usize = 262144;

/** Five numbers a node, a node a byte at most: `[[[`. */
const NODE_BYTES: usize = 20;
/** A key and its colon and break are three bytes at least. */
const KEY_BYTES: usize = 12;
/** Keys of one map from which on comparing each with all others is for somebody else. */
const MOST_KEYS: i32 = 4096;

let output: usize = 0;
let nodes: usize = 0;
let lines: usize = 0;
let shifts: usize = 0;
let keys: usize = 0;
let documents: usize = 0;

/** Makes room for a text of `length` bytes and gives the address where it is to be written. */
export function prepare(length: i32): usize {
  const n = (<usize>length + PADDING) & ~15;
  output = INPUT + n + PADDING;
  nodes = output + n * OUTPUT_SHARE + ALIAS_BYTES;
  lines = nodes + n * NODE_BYTES;
  shifts = lines + n * 4 + PADDING;
  keys = shifts + n * 4;
  documents = keys + n * 4 + KEY_BYTES;
  const needed = (documents + n * 8) / PAGE + 1;
  const pages = <usize>memory.size();
  if (needed > pages && memory.grow(<i32>(needed - pages)) < 0) return 0;
  return INPUT;
}

/** Ends the text with a line break and zeros; its length then. */
export function seal(length: i32): i32 {
  let end = length;
  if (end > 0 && at(end - 1) != 0x0a) store<u8>(INPUT + end++, 0x0a);
  memory.fill(INPUT + end, 0, PADDING);
  return end;
}

/** The byte at an offset of the text. */
export function at(pos: i32): u32 {
  return load<u8>(INPUT + pos);
}

/** The address of a byte of the text. */
export function address(pos: i32): usize {
  return INPUT + pos;
}

// What is written: JSON text, nodes, the starts of lines, the places of characters that are longer than a byte, the keys
// of open maps, and documents.

let outEnd: usize = 0;
let nodeCount: i32 = 0;
let lineCount: i32 = 0;
let shiftCount: i32 = 0;
let keyCount: i32 = 0;
let documentCount: i32 = 0;
/** Bytes that aliases may still add. */
let aliasRoom: usize = 0;

export function clear(): void {
  outEnd = output;
  nodeCount = 0;
  lineCount = 0;
  shiftCount = 0;
  keyCount = 0;
  documentCount = 0;
  aliasRoom = ALIAS_BYTES;
}

export function emit(byte: u32): void {
  store<u8>(outEnd++, byte);
}

export function emitNull(): void {
  store<u32>(outEnd, 0x6c6c756e);
  outEnd += 4;
}

export function emitTrue(): void {
  store<u32>(outEnd, 0x65757274);
  outEnd += 4;
}

export function emitFalse(): void {
  store<u32>(outEnd, 0x736c6166);
  store<u8>(outEnd + 4, 0x65);
  outEnd += 5;
}

/** Bytes of the text as they are. */
export function emitText(from: i32, to: i32): void {
  const length = to - from;
  memory.copy(outEnd, INPUT + from, length);
  outEnd += length;
}

export function outPosition(): usize {
  return outEnd;
}

/** Goes on writing at a position: takes back what was written after it. */
export function rewind(position: usize): void {
  outEnd = position;
}

/** Replaces the last byte: the comma after the last member becomes the bracket. */
export function replaceLast(byte: u32): void {
  store<u8>(outEnd - 1, byte);
}

/** Writes once more what was written between two positions; false where aliases may add no more. */
export function copyOutput(from: usize, to: usize): bool {
  const length = to - from;
  if (length > aliasRoom) return false;
  aliasRoom -= length;
  memory.copy(outEnd, from, length);
  outEnd += length;
  return true;
}

export function nodeTotal(): i32 {
  return nodeCount;
}

export function dropNodes(count: i32): void {
  nodeCount = count;
}

/** Opens a node; its end and what follows are told by `close`. */
export function open(keyStart: i32, keyEnd: i32, start: i32): i32 {
  const place = nodes + <usize>nodeCount * NODE_BYTES;
  store<i32>(place, keyStart);
  store<i32>(place + 4, keyEnd);
  store<i32>(place + 8, start);
  return nodeCount++;
}

export function close(node: i32, end: i32): void {
  const place = nodes + <usize>node * NODE_BYTES;
  store<i32>(place + 12, end);
  store<i32>(place + 16, nodeCount);
}

/** A node without children. */
export function leaf(keyStart: i32, keyEnd: i32, start: i32, end: i32): void {
  close(open(keyStart, keyEnd, start), end);
}

/** Where line number `index` starts, in bytes until `toUnits`. */
export function lineAt(index: i32): i32 {
  return load<i32>(lines + <usize>index * 4);
}

/** A node that is what the node `target` is. */
export function alias(keyStart: i32, keyEnd: i32, start: i32, end: i32, target: i32): void {
  const node = open(keyStart, keyEnd, start);
  close(node, end);
  store<i32>(nodes + <usize>node * NODE_BYTES + 16, -1 - target);
}

export function addLine(start: i32): void {
  store<i32>(lines + <usize>lineCount * 4, start);
  lineCount++;
}

/** Says that the character before `end` has more bytes than UTF-16 has units: `surplus` more, in all until there. */
export function addShift(end: i32, surplus: i32): void {
  const place = shifts + <usize>shiftCount * 8;
  store<i32>(place, end);
  store<i32>(place + 4, surplus);
  shiftCount++;
}

export function addDocument(start: i32, end: i32, node: i32, sure: bool): void {
  const place = documents + <usize>documentCount * 16;
  store<i32>(place, start);
  store<i32>(place + 4, end);
  store<i32>(place + 8, node);
  store<i32>(place + 12, sure ? 1 : 0);
  documentCount++;
}

export function keyTotal(): i32 {
  return keyCount;
}

export function dropKeys(count: i32): void {
  keyCount = count;
}

/** Adds the key that was written from `start` on to those of the open map, whose first is number `first`. False if it has it already. */
export function addKey(first: i32, start: usize): bool {
  const length = <i32>(outEnd - start);
  let hash: u32 = 2166136261;
  for (let i = 0; i < length; i++) hash = (hash ^ load<u8>(start + i)) * 16777619;
  if (keyCount - first > MOST_KEYS) return false;
  for (let i = first; i < keyCount; i++) {
    const known = keys + <usize>i * KEY_BYTES;
    if (load<u32>(known) == hash && load<i32>(known + 8) == length && same(load<u32>(known + 4), start, length)) return false;
  }
  const place = keys + <usize>keyCount * KEY_BYTES;
  store<u32>(place, hash);
  store<u32>(place + 4, <u32>start);
  store<i32>(place + 8, length);
  keyCount++;
  return true;
}

function same(a: usize, b: usize, length: i32): bool {
  for (let i = 0; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

/** Makes offsets in bytes offsets in UTF-16 code units, in all that was written. */
export function toUnits(): void {
  if (shiftCount == 0) return;
  let hint = 0;
  for (let i = 0; i < nodeCount; i++) {
    const place = nodes + <usize>i * NODE_BYTES;
    for (let part: usize = 0; part < 16; part += 4) hint = shift(place + part, hint);
  }
  hint = 0;
  for (let i = 0; i < lineCount; i++) hint = shift(lines + <usize>i * 4, hint);
  hint = 0;
  for (let i = 0; i < documentCount; i++) {
    hint = shift(documents + <usize>i * 16, hint);
    hint = shift(documents + <usize>i * 16 + 4, hint);
  }
}

/** Shifts the offset at an address; `hint` is how many of the shifts came before the last one, and so is what it gives. */
function shift(place: usize, hint: i32): i32 {
  const offset = load<i32>(place);
  if (offset < 0) return hint;
  let count = hint;
  while (count < shiftCount && load<i32>(shifts + <usize>count * 8) <= offset) count++;
  while (count > 0 && load<i32>(shifts + <usize>(count - 1) * 8) > offset) count--;
  if (count > 0) store<i32>(place, offset - load<i32>(shifts + <usize>(count - 1) * 8 + 4));
  return count;
}

/** Where the other side finds what was written: addresses and counts, in this order. */
const summary: usize = memory.data(32, 4);

export function summarize(): usize {
  store<u32>(summary, <u32>output);
  store<u32>(summary + 4, <u32>(outEnd - output));
  store<u32>(summary + 8, <u32>nodes);
  store<i32>(summary + 12, nodeCount);
  store<u32>(summary + 16, <u32>lines);
  store<i32>(summary + 20, lineCount);
  store<u32>(summary + 24, <u32>documents);
  store<i32>(summary + 28, documentCount);
  return summary;
}

export function lineTotal(): i32 {
  return lineCount;
}
