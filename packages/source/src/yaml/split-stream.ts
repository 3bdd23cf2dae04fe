import { YamlError } from './yaml-error.ts';

/**
 * One document's stretch of a stream: `end` is where its separator line, or the text, begins to end it. A separator line that
 * is an error belongs to the document that it ruins.
 */
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
 * A separator with anything else is an error, in which the reader loses the lines before it; it reads on behind it.
 */
export function splitStream(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (let at = nextSeparator(text, 0); at !== -1; at = nextSeparator(text, at + SEPARATOR.length)) {
    const lineEnd = Math.min(endOfLine(text, at) + 1, text.length);
    const error = separatorError(text, at, lineEnd, start);
    if (error === undefined && at === start) continue;
    chunks.push({ start, end: error === undefined ? at : lineEnd, error });
    start = lineEnd;
  }
  if (start < text.length) chunks.push({ start, end: text.length, error: undefined });
  return chunks;
}

/** What is wrong with the separator line at `at`, of a document that began at `start`. */
function separatorError(text: string, at: number, lineEnd: number, start: number): YamlError | undefined {
  const rest = text.slice(at + SEPARATOR.length, lineEnd).replace(LEADING_SPACE, '');
  if (rest === '' || rest.startsWith('#')) return undefined;
  const lost = text.slice(start, at).trim() === '' ? '' : '; kubectl loses the document before it';
  return new YamlError(`invalid Yaml document separator: ${rest.trimEnd()}${lost}`, at);
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
