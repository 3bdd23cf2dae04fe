import { lineStartsOf, type Finding, type Place, type Range } from '@bulwark/model';
import { codeFrame, codeParts } from './code-frame.ts';
import type { FrameStyle, LineParts } from './frame-line.ts';
import type { ObjectIndex } from './object-index.ts';
import { secretRanges } from './secret-ranges.ts';
import type { SourceText } from './source-text.ts';

/**
 * The code frames of findings, file by file, so that each file is asked for once and its text dropped again, in whatever
 * order the findings are shown later.
 */
export function framesOf(
  findings: readonly Finding[],
  index: ObjectIndex,
  textOf: (path: string) => string | undefined,
  styleOf: (finding: Finding) => FrameStyle,
): ReadonlyMap<Finding, readonly string[]> {
  return drawn(findings, index, textOf, (place, source, secrets, finding) => codeFrame(place, source, secrets, styleOf(finding)));
}

/** The same in parts, of lines up to a width. */
export function framePartsOf(
  findings: readonly Finding[],
  index: ObjectIndex,
  textOf: (path: string) => string | undefined,
  width: number,
): ReadonlyMap<Finding, readonly LineParts[]> {
  return drawn(findings, index, textOf, (place, source, secrets) => codeParts(place, source, secrets, width));
}

function drawn<T>(
  findings: readonly Finding[],
  index: ObjectIndex,
  textOf: (path: string) => string | undefined,
  draw: (place: Place, source: SourceText, secrets: readonly Range[], finding: Finding) => T,
): ReadonlyMap<Finding, T> {
  const frames = new Map<Finding, T>();
  for (const [file, here] of Map.groupBy(findings, (finding) => finding.place?.file)) {
    const source = file === undefined ? undefined : sourceText(file, index, textOf);
    if (file === undefined || source === undefined) continue;
    const secrets: readonly Range[] = secretRanges(file, source, here, index);
    for (const finding of here) {
      if (finding.place !== undefined) frames.set(finding, draw(finding.place, source, secrets, finding));
    }
  }
  return frames;
}

/** Undefined also where the file has changed since it was read: the places, and what is masked, would be off. */
function sourceText(file: string, index: ObjectIndex, textOf: (path: string) => string | undefined): SourceText | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const lineStarts = lineStartsOf(text);
  const read = index.byFile.get(file)?.[0]?.origin?.file.lineStarts;
  return read === undefined || sameNumbers(read, lineStarts) ? { text, lineStarts } : undefined;
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
