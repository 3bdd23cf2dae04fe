import { atLeast, type Finding } from '@bulwark/model';
import { chunks } from './chunks.ts';
import type { FrameStyle } from './frame-line.ts';
import { coverageText } from './text-coverage.ts';
import { framesOf } from './frames.ts';
import { groupByObject } from './object-group.ts';
import { indexObjects, lineOf } from './object-index.ts';
import { NO_COLOURS, severityPaint } from './palette.ts';
import type { ReportInput } from './report-input.ts';
import { objectText } from './text-object.ts';
import type { Bars, Style, TextOptions } from './text-options.ts';
import { summaryText } from './text-summary.ts';
import { unknownText } from './text-unknown.ts';

/** Narrower than this nothing can be read. */
const NARROWEST = 40;

/** The report for people: objects with their findings, worst first; what is unknown; what was not read; what to do. */
export function text(input: ReportInput, options: TextOptions): Iterable<string> {
  return chunks(pieces(input, options));
}

function* pieces(input: ReportInput, options: TextOptions): IterableIterator<string> {
  const style: Style = { width: Math.max(NARROWEST, options.width), palette: options.palette ?? NO_COLOURS };
  if (options.quiet === true) {
    yield* findingsText({ ...input, findings: failing(input.findings, options.failOn) }, style);
    if (options.failOnUnknown === true) yield* unknownText(input.unknown, style);
    return;
  }
  for (const section of [findingsText(input, style), unknownText(input.unknown, style), coverageText(input, style)]) {
    let empty = true;
    for (const piece of section) {
      empty = false;
      yield piece;
    }
    if (!empty) yield '\n';
  }
  yield* summaryText(input, options, style);
}

function failing(findings: readonly Finding[], failOn: Bars['failOn']): readonly Finding[] {
  return failOn === 'never' ? [] : findings.filter((finding) => atLeast(finding.severity, failOn));
}

function* findingsText({ findings, objects, textOf }: ReportInput, style: Style): IterableIterator<string> {
  const { width, palette } = style;
  const files = new Set(findings.flatMap((finding) => finding.place?.file ?? []));
  const index = indexObjects(objects, files);
  const frames = framesOf(findings, index, textOf, (finding): FrameStyle => ({
    width,
    gutter: palette.dim,
    mark: severityPaint(palette, finding.severity),
  }));
  const frameOf = (finding: (typeof findings)[number]): readonly string[] => frames.get(finding) ?? [];
  let first = true;
  for (const group of groupByObject(findings)) {
    if (!first) yield '\n';
    first = false;
    yield objectText({ group, line: lineOf(index.byKey.get(group.key)?.[0]), frameOf }, style);
  }
}
