/** A file that was read. Its text is not kept: the starts of its lines are enough to say where a range is. */
export interface SourceFile {
  /** As the user named it: the argument, then the way below it, with forward slashes. `<stdin>` for standard input. */
  readonly path: string;
  /** Offset of the first code unit of each line, ascending; the first is 0. */
  readonly lineStarts: Int32Array;
}

/** One-based, columns in UTF-16 code units, as editors and SARIF count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(file: SourceFile, offset: number): Position {
  const { lineStarts } = file;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** Numbers of one room: small texts share it, because a buffer for each costs more than counting its lines. */
const ROOM = 32_768;
let room = new Int32Array(ROOM);
let used = 0;

export function lineStartsOf(text: string): Int32Array {
  let from = used;
  let next = from;
  for (let at = 0; at !== 0 || next === from; at = text.indexOf('\n', at) + 1) {
    if (next === room.length) {
      const larger = new Int32Array(Math.max(ROOM, (next - from) * 2));
      larger.set(room.subarray(from, next));
      room = larger;
      next -= from;
      from = 0;
    }
    room[next++] = at;
  }
  used = next;
  return room.subarray(from, next);
}
