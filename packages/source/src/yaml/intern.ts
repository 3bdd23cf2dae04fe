const SLOTS = 4096;
const cache: string[] = new Array<string>(SLOTS).fill('');

/**
 * The stretch of `text` as a string that does not keep `text` alive. The same few hundred keys and short values make up
 * nearly all manifests: one found in its slot costs a comparison and no allocation. A cache only: which strings are in it changes no result.
 */
export function interned(text: string, start: number, end: number): string {
  const length = end - start;
  const hash =
    text.charCodeAt(start) * 31 + text.charCodeAt(start + (length >> 1)) * 7 + text.charCodeAt(end - 1) * 131 + length * 1031;
  const slot = hash & (SLOTS - 1);
  const known = cache[slot];
  if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
  const key = detached(text.slice(start, end));
  cache[slot] = key;
  return key;
}

/** A copy that shares no memory with the string it was cut from. */
function detached(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}
