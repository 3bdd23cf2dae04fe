import type { BlockScalar } from './block-scalar.ts';
import * as c from './chars.ts';

const margins: string[] = [];

/** A line break and the indentation after it. */
function margin(indent: number): string {
  return (margins[indent] ??= `\n${' '.repeat(indent)}`);
}

/**
 * The common kind of literal scalar, quickly: `|` or `|-` with its text on the next line and no line of a few spaces only.
 * Undefined where it is another kind, which `readBlockScalar` reads. The text must have no line breaks but LF.
 */
export function readLiteral(text: string, start: number, parentIndent: number): BlockScalar | undefined {
  const strip = text.charCodeAt(start + 1) === c.MINUS;
  const lineEnd = start + (strip ? 2 : 1);
  if (text.charCodeAt(start) !== c.PIPE || text.charCodeAt(lineEnd) !== c.LF) return undefined;
  const indent = spacesAt(text, lineEnd + 1);
  const first = lineEnd + 1 + indent;
  const code = text.charCodeAt(first);
  if (indent <= parentIndent || indent === 0 || code === c.LF || code === c.TAB || Number.isNaN(code)) return undefined;
  let end = text.indexOf('\n', first);
  let line = end + 1;
  for (;;) {
    const spaces = spacesAt(text, line);
    const next = text.charCodeAt(line + Math.min(spaces, indent));
    if (spaces < indent && next !== c.LF) break;
    if (spaces < indent && (spaces > 0 || next !== c.LF)) return undefined;
    const lineBreak = text.indexOf('\n', line);
    if (lineBreak === -1) return undefined;
    // A line of just the indentation is as empty as one without: it ends no text.
    if (spaces > indent || next !== c.LF) end = lineBreak;
    line = lineBreak + 1;
  }
  if (text.charCodeAt(line + spacesAt(text, line)) === c.TAB) return undefined;
  const value = text.slice(first, strip ? end : end + 1).replaceAll(margin(indent), '\n');
  return { value, next: line + spacesAt(text, line), nextLine: line, end };
}

function spacesAt(text: string, from: number): number {
  let pos = from;
  while (text.charCodeAt(pos) === c.SPACE) pos++;
  return pos - from;
}
