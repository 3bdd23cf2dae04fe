import { YamlError } from './yaml-error.ts';

/** One document's stretch of a stream: `end` is where its separator line, or the text, begins to end it. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly error: YamlError | undefined;
}

const SEPARATOR = '---';
/** Go's unicode.IsSpace, which is not what `trim` takes for space. */
const LEADING_SPACE = /^[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * Splits a stream at its `---` lines before any YAML is read, as apimachinery's YAMLReader does: even inside a block scalar
 * at column 0, and a separator may be followed by a comment only. A separator before any other line opens the first document.
 */
export function splitStream(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let error: YamlError | undefined;
  for (let at = nextSeparator(text, 0); at !== -1; at = nextSeparator(text, at + SEPARATOR.length)) {
    const lineEnd = endOfLine(text, at);
    const rest = text.slice(at + SEPARATOR.length, lineEnd).replace(LEADING_SPACE, '');
    if (rest !== '' && !rest.startsWith('#')) error ??= new YamlError(`invalid Yaml document separator: ${rest.trimEnd()}`, at);
    else if (at > start) {
      chunks.push({ start, end: at, error });
      start = Math.min(lineEnd + 1, text.length);
      error = undefined;
    }
  }
  if (start < text.length) chunks.push({ start, end: text.length, error });
  return chunks;
}

function nextSeparator(text: string, from: number): number {
  if (from === 0 && text.startsWith(SEPARATOR)) return 0;
  const found = text.indexOf(`\n${SEPARATOR}`, from);
  return found === -1 ? -1 : found + 1;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found;
}
