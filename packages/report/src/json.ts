import type { Waived } from '@bulwark/engine';
import type { Evidence, FileRecord, Finding, ObjectRef, Place, Problem, Unknown } from '@bulwark/model';
import { chunks } from './chunks.ts';
import { frameworkJson } from './framework-json.ts';
import { countFiles, unreadPlaces } from './coverage-view.ts';
import { jsonLines, jsonText } from './json-text.ts';
import type { ReportInput } from './report-input.ts';

/** Raised when a reader of an older report could not read a newer one. */
export const REPORT_FORMAT = 1;

/** The report for programs. Its form is `REPORT_SCHEMA`; it is complete, whatever its size. */
export function json(input: ReportInput): Iterable<string> {
  return chunks(pieces(input));
}

function* pieces(input: ReportInput): IterableIterator<string> {
  yield `{\n  "version": ${jsonText(input.version)},\n  "format": ${REPORT_FORMAT},\n  "findings": `;
  yield* jsonLines(input.findings, findingView, '  ');
  yield ',\n  "unknown": ';
  yield* jsonLines(input.unknown, unknownView, '  ');
  yield `,\n  "summary": ${jsonText(summaryView(input))},\n  "controls": `;
  yield* jsonLines(input.verdicts, ([control, counts]) => ({ control, ...counts }), '  ');
  yield ',\n  "unread": ';
  yield* jsonLines(unreadPlaces(input.coverage), (unread) => unread, '  ');
  yield ',\n  "skipped": ';
  yield* jsonLines(
    input.coverage.files.filter((record) => record.status === 'skipped'),
    skippedView,
    '  ',
  );
  yield ',\n  "warnings": ';
  yield* jsonLines(input.coverage.warnings, problemView, '  ');
  yield ',\n  "waived": ';
  yield* jsonLines(input.adoption?.waived ?? [], waivedView, '  ');
  if (input.framework !== undefined) yield* frameworkJson(input.framework);
  yield '\n}\n';
}

/** A finding that somebody excuses, and who, why and where. */
function waivedView({ finding, waiver }: Waived): unknown {
  const { origin, tool, as, reason, owner, expires, place } = waiver;
  return { ...findingView(finding), waiver: { origin, tool, as, reason, owner, expires, ...placeView(place) } };
}

function findingView(finding: Finding): object {
  return {
    control: finding.control,
    title: finding.title,
    severity: finding.severity,
    severityReason: finding.severityReason,
    object: objectView(finding.object),
    path: finding.path,
    ...placeView(finding.place),
    rendered: finding.rendered,
    message: finding.message,
    evidence: finding.evidence.map(evidenceView),
    remediation: finding.remediation,
    fix: finding.fix,
    fingerprint: finding.fingerprint,
  };
}

function unknownView({ control, object, path, place, rendered, reason }: Unknown): unknown {
  return { control, object: objectView(object), path, ...placeView(place), rendered, reason };
}

/** A namespace that the kind does not have, or the manifest leaves open, is left out. */
function objectView({ apiVersion, kind, namespace, name }: ObjectRef): unknown {
  return { apiVersion, kind, namespace, name };
}

/** Live objects have no place: then there is none of these. */
function placeView(place: Place | undefined): object {
  return place === undefined ? {} : { ...place };
}

function evidenceView({ text, object, path, place }: Evidence): unknown {
  return { text, object: object === undefined ? undefined : objectView(object), path, ...placeView(place) };
}

function summaryView({ summary, coverage, adoption }: ReportInput): unknown {
  const baseline = adoption?.baseline;
  return {
    files: countFiles(coverage),
    documents: coverage.documents,
    objects: summary.objects,
    findings: summary.findings,
    unknown: summary.unknown,
    waived: adoption?.waived.length ?? 0,
    known: baseline?.known.length ?? 0,
    gone: baseline?.gone ?? 0,
    changed: adoption?.changed,
    next: summary.nextSteps.map(({ control, findings, objects }) => ({ control, findings, objects })),
  };
}

function skippedView({ path, reason }: FileRecord): unknown {
  return { file: path, reason: reason ?? 'no reason given' };
}

function problemView({ file, line, column, reason }: Problem): unknown {
  return { file, line, column, reason };
}
