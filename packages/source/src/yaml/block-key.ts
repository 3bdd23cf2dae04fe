import * as c from './chars.ts';

/** No key starts there. */
export const NO_KEY = -1;
/** libyaml takes 1024; what is near it is for the full reader. */
const LONGEST = 1000;

/** Characters that no plain scalar starts with; `-`, `?` and `:` depend on what follows. */
const STOPPERS: ReadonlySet<number> = new Set([...' \t\n[]{},#&*!|>\'"%@`'].map((char) => char.charCodeAt(0)));

/** Whether a plain scalar may start at `pos`, where `code` stands. */
export function startsPlain(text: string, pos: number, code: number): boolean {
  if (code === c.MINUS || code === c.QUESTION || code === c.COLON) return !c.isBlankOrEnd(text.charCodeAt(pos + 1));
  return !STOPPERS.has(code);
}

/** Where the plain or simply quoted key at `start` ends, before the blanks and the colon; NO_KEY where none starts there. */
export function keyEndAt(text: string, start: number): number {
  const code = text.charCodeAt(start);
  const quoted = code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE;
  if (!quoted && !startsPlain(text, start, code)) return NO_KEY;
  const end = quoted ? quotedEndAt(text, start) : plainKeyEnd(text, start);
  return end - start > LONGEST ? NO_KEY : end;
}

function plainKeyEnd(text: string, start: number): number {
  let pos = start;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code > c.COLON) pos++;
    else if (code === c.COLON && c.isBlankOrEnd(text.charCodeAt(pos + 1))) break;
    else if (code === c.LF || code === c.TAB || (code === c.HASH && text.charCodeAt(pos - 1) === c.SPACE)) return NO_KEY;
    else pos++;
  }
  while (text.charCodeAt(pos - 1) === c.SPACE) pos--;
  return pos;
}

/** The end of the quoted scalar at `start`, where it has no escapes and is on one line; else NO_KEY. */
export function quotedEndAt(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let pos = start + 1; ; pos++) {
    const code = text.charCodeAt(pos);
    if (code > c.BACKSLASH) continue;
    if (code === quote) return text.charCodeAt(pos + 1) === quote ? NO_KEY : pos + 1;
    if (code === c.BACKSLASH || code === c.LF || Number.isNaN(code)) return NO_KEY;
  }
}
