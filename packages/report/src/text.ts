import { atLeast, type Finding } from '@bulwark/model';
import { chunks } from './chunks.ts';
import { frameworkText } from './text-framework.ts';
import { coverageText } from './text-coverage.ts';
import { NO_COLOURS } from './palette.ts';
import type { ReportInput } from './report-input.ts';
import type { Bars, Style, TextOptions } from './text-options.ts';
import { findingsText } from './text-findings.ts';
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
    yield* findingsText({ ...input, findings: failing(input.findings, options.failOn) }, style, { ...options, all: true });
    if (options.failOnUnknown === true) yield* unknownText(input.unknown, style);
    return;
  }
  const found = findingsText(input, style, { ...options, all: options.all === true });
  for (const section of [found, unknownText(input.unknown, style), coverageText(input, style)]) {
    let empty = true;
    for (const piece of section) {
      empty = false;
      yield piece;
    }
    if (!empty) yield '\n';
  }
  yield* summaryText(input, options, style);
  if (input.framework !== undefined) yield* frameworkText(input.framework, style);
}

function failing(findings: readonly Finding[], failOn: Bars['failOn']): readonly Finding[] {
  return failOn === 'never' ? [] : findings.filter((finding) => atLeast(finding.severity, failOn));
}
