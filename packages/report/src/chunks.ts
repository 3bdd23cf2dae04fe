const CHUNK = 64 * 1024;

/** Joins small pieces into pieces worth writing, so that a large report is neither one string nor a million writes. */
export function* chunks(pieces: Iterable<string>): IterableIterator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
