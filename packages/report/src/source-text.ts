import type { Place, Range } from '@bulwark/model';

export interface SourceText {
  readonly text: string;
  readonly lineStarts: Int32Array;
}

/** A line by its one-based number, without what ends it. */
export function lineText({ text, lineStarts }: SourceText, number: number): string {
  const start = lineStarts[number - 1] ?? text.length;
  const end = number < lineStarts.length ? (lineStarts[number] ?? text.length) - 1 : text.length;
  return text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
}

export function offsetsOf(place: Place, { text, lineStarts }: SourceText): Range {
  const offset = (line: number, column: number): number => (lineStarts[line - 1] ?? text.length) + column - 1;
  return { start: offset(place.line, place.column), end: offset(place.endLine, place.endColumn) };
}
