const CHUNK = 64 * 1024;

/**
 * Joins small pieces into pieces worth writing, so that a large report is neither one string nor a million writes. `end`
 * is what stands after the last of them.
 */
export function* chunks(pieces: Iterable<string>, end = ''): IterableIterator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  chunk += end;
  if (chunk !== '') yield chunk;
}
