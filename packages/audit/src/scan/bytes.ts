const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const COMMA = 0x2c;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const NEWLINE = 0x0a;
export const SPACE = 0x20;

export function decode(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** The place of the first byte that is no blank. A newline ends every line, so that nothing runs past it. */
export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte === SPACE || byte === 0x09 || byte === 0x0d; byte = bytes[at]) at++;
  return at;
}

/**
 * The place of the quote that ends the text whose first byte is at `from`, or -1 where the text does not end in its line. Its
 * `~` where the text has escapes: one number says both, as this is called twenty times an event.
 */
export function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  let escapes = false;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return escapes ? ~at : at;
    if (byte < SPACE || byte === undefined) return -1;
    if (byte === BACKSLASH) {
      escapes = true;
      at++;
    }
    at++;
  }
}

/** The place after the value that begins at `from`, or -1 where it does not end in its line. What is in it is not checked. */
export function endOfValue(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  if (first === QUOTE) return afterText(bytes, from);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return endOfNested(bytes, from);
  let at = from;
  for (let byte = bytes[at] as number; byte > SPACE && byte !== COMMA; byte = bytes[at] as number) {
    if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) break;
    at++;
  }
  return at === from ? -1 : at;
}

function afterText(bytes: Uint8Array, quote: number): number {
  const end = endOfText(bytes, quote + 1);
  return end === -1 ? -1 : (end < 0 ? ~end : end) + 1;
}

function endOfNested(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = afterText(bytes, at);
      if (at === -1) return -1;
      continue;
    }
    at++;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (--depth === 0) return at;
    } else if (byte === NEWLINE || byte === undefined) return -1;
  }
}
