import type { Place, Range } from '@bulwark/model';
import { drawLine, frameLine, lineParts, type FrameLine, type FrameStyle, type LineParts } from './frame-line.ts';
import { lineText, type SourceText } from './source-text.ts';

/** Lines of a value that are shown below its first one. */
const MORE_LINES = 2;
/** How far up the line is looked for that the marked one belongs to. */
const PARENT_REACH = 200;

/**
 * The code around a place: the line that it belongs to (its parent by indentation), its first line with the mark below, and
 * a little more of a value of several lines. None where the text holds no such line.
 */
export function codeFrame(place: Place, source: SourceText, secrets: readonly Range[], style: FrameStyle): readonly string[] {
  const { lines, dedent } = laidFrame(place, source, secrets);
  return lines.flatMap((line) => drawLine(line, dedent, style));
}

/** The same in parts, of lines up to a width. */
export function codeParts(place: Place, source: SourceText, secrets: readonly Range[], width: number): readonly LineParts[] {
  const { lines, dedent } = laidFrame(place, source, secrets);
  return lines.map((line) => lineParts(line, dedent, width));
}

function laidFrame(
  place: Place,
  source: SourceText,
  secrets: readonly Range[],
): { readonly lines: readonly FrameLine[]; readonly dedent: number } {
  const lines = shownLines(place, source).map((number) => frameLine(number, place, source, secrets));
  return { lines, dedent: Math.min(...lines.map((line) => (line.before ? 0 : line.laid.indent))) };
}

/** The numbers of the lines in the frame of a place. */
export function shownLines(place: Place, source: SourceText): readonly number[] {
  if (place.line < 1 || place.line > source.lineStarts.length) return [];
  return [...parentOf(place.line, source), place.line, ...linesBelow(place, source)];
}

/** The nearest line above that is indented less and says something; none above the start of the document. */
function parentOf(number: number, source: SourceText): readonly number[] {
  const own = indentation(lineText(source, number));
  if (own === 0) return [];
  for (let above = number - 1; above >= Math.max(1, number - PARENT_REACH); above--) {
    const line = lineText(source, above);
    if (/^---(?:\s|$)/.test(line)) return [];
    if (indentation(line) < own && !/^[\s{}[\],]*(?:#.*)?$/.test(line)) return [above];
  }
  return [];
}

function indentation(line: string): number {
  return line.search(/\S|$/);
}

function linesBelow(place: Place, source: SourceText): readonly number[] {
  const last = Math.min(
    place.endColumn > 1 ? place.endLine : place.endLine - 1,
    place.line + MORE_LINES,
    source.lineStarts.length,
  );
  return Array.from({ length: Math.max(0, last - place.line) }, (_, index) => place.line + 1 + index);
}
