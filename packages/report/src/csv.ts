import { formatPath, SEVERITIES, type Finding, type ObjectRef, type Place, type Unknown } from '@bulwark/model';
import { amount } from './amount.ts';
import { chunks } from './chunks.ts';
import { countFiles, unreadPlaces, type Unread } from './coverage-view.ts';
import { csvCell } from './csv-cell.ts';
import type { ReportInput } from './report-input.ts';
import { summaryLine } from './summary-line.ts';

/** `record` says what a row is: a finding, something unknown, a place that was not read, or the summary at the end. */
const COLUMNS = [
  'record',
  'severity',
  'control',
  'apiVersion',
  'kind',
  'namespace',
  'name',
  'file',
  'line',
  'column',
  'path',
  'message',
  'title',
  'severityReason',
  'remediation',
  'fingerprint',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>>;

/**
 * The report as a table (RFC 4180), for spreadsheets: a row is a finding, and after the findings what is unknown, what was
 * not read, and the summary.
 */
export function csv(input: ReportInput): Iterable<string> {
  return chunks(pieces(input));
}

function* pieces(input: ReportInput): IterableIterator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const finding of input.findings) yield line(findingRow(finding));
  for (const item of input.unknown) yield line(unknownRow(item));
  for (const place of unreadPlaces(input.coverage)) yield line(unreadRow(place));
  yield line(summaryRow(input));
}

function line(row: Row): string {
  return `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

function findingRow(finding: Finding): Row {
  const { severity, control, object, place, path, message, title, severityReason, remediation, fingerprint } = finding;
  return {
    record: 'finding',
    severity,
    control,
    ...objectCells(object),
    ...placeCells(place),
    path: formatPath(path),
    message,
    title,
    severityReason,
    remediation,
    fingerprint,
  };
}

function unknownRow({ control, object, place, path, reason }: Unknown): Row {
  return { record: 'unknown', control, ...objectCells(object), ...placeCells(place), path: formatPath(path), message: reason };
}

function unreadRow({ kind, file, line: number, column, reason, hint }: Unread): Row {
  return {
    record: 'unread',
    file,
    line: number,
    column,
    message: `${kind === 'failed' ? 'could not be read' : 'not rendered'}: ${reason}`,
    remediation: hint,
  };
}

function summaryRow(input: ReportInput): Row {
  const worst = SEVERITIES.find((severity) => input.summary.findings[severity] > 0);
  const { skipped } = countFiles(input.coverage);
  return {
    record: 'summary',
    severity: worst,
    message: `${summaryLine(input)}${skipped > 0 ? `; ${amount(skipped, 'file')} skipped` : ''}`,
  };
}

function objectCells({ apiVersion, kind, namespace, name }: ObjectRef): Row {
  return { apiVersion, kind, namespace, name };
}

function placeCells(place: Place | undefined): Row {
  return place === undefined ? {} : { file: place.file, line: place.line, column: place.column };
}
