import { SEVERITIES, type Finding, type Severity } from '@bulwark/model';
import { amount } from './amount.ts';
import { chunks } from './chunks.ts';
import { clean } from './clean.ts';
import { unreadPlaces, type Unread } from './coverage-view.ts';
import type { LateOptions } from './late-renderer.ts';
import type { ReportInput } from './report-input.ts';
import { relativePath } from './source-link.ts';
import { summaryLine } from './summary-line.ts';
import { objectName, placeText } from './text-object.ts';
import { scanVerdict } from './verdict.ts';

type Kind = 'error' | 'warning' | 'notice';

const KIND: Readonly<Record<Severity, Kind>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/** GitHub shows so many annotations of each kind in one step, and drops the rest without a word. */
const SHOWN: Readonly<Record<Kind, number>> = { error: 10, warning: 10, notice: 9 };
/** Warnings that are kept for what could not be read: it is worse than a medium finding, because nobody knows what is there. */
const UNREAD_SHOWN = 5;

interface Annotation {
  readonly kind: Kind;
  readonly command: string;
  /** The same for the log. */
  readonly text: string;
}

/**
 * Workflow commands that GitHub Actions makes annotations of, the worst first; what is beyond the limits of GitHub, and what
 * is unknown, stands in folded groups of the log, and the last notice sums it all up.
 */
export function github(input: ReportInput, options: LateOptions): Iterable<string> {
  return chunks(pieces(input, options));
}

function* pieces(input: ReportInput, options: LateOptions): IterableIterator<string> {
  const left: Record<Kind, number> = { ...SHOWN };
  const rest: string[] = [];
  for (const item of annotations(input)) {
    if (left[item.kind]-- > 0) yield item.command;
    else rest.push(item.text);
  }
  yield* group(`${amount(rest.length, 'more annotation')} than GitHub shows`, rest);
  yield* group(
    `${input.unknown.length} unknown, neither passed nor failed`,
    input.unknown.map(({ control, object, place, reason }) => `unknown ${control} ${objectName(object, place)}: ${reason}`),
  );
  const beyond = rest.length > 0 ? `; ${rest.length} of them are in the log alone, because GitHub shows ten of a kind` : '';
  const message = `${summaryLine(input)}: ${scanVerdict(input, options).text}${beyond}`;
  yield command('notice', { title: 'Bulwark' }, message);
}

function* annotations({ findings, coverage }: ReportInput): IterableIterator<Annotation> {
  const unread = unreadPlaces(coverage).map(unreadAnnotation);
  yield* unread.slice(0, UNREAD_SHOWN);
  const bySeverity = Map.groupBy(findings, ({ severity }) => severity);
  for (const severity of SEVERITIES) for (const finding of bySeverity.get(severity) ?? []) yield annotation(finding);
  yield* unread.slice(UNREAD_SHOWN);
}

function annotation({ control, severity, object, place, message, remediation }: Finding): Annotation {
  const kind = KIND[severity];
  const title = `${severity}: ${control}`;
  const text = `${objectName(object, place)}: ${message}. ${remediation}`;
  // Columns count only where a place is on one line.
  const oneLine = place !== undefined && place.line === place.endLine;
  const at = place === undefined ? {} : { file: fileOf(place.file), line: place.line };
  const columns = oneLine ? { col: place.column, endColumn: place.endColumn } : {};
  return {
    kind,
    command: command(kind, { ...at, ...columns, title }, text),
    text: `${severity} ${control} ${place === undefined ? '' : `${placeText(place)} `}${text}`,
  };
}

function unreadAnnotation(unread: Unread): Annotation {
  const { kind, file, line, column, reason, hint } = unread;
  const title = kind === 'failed' ? 'could not be read' : 'not rendered, and so not judged';
  const text = hint === undefined ? reason : `${reason}; to judge what it becomes: ${hint}`;
  return {
    kind: 'warning',
    command: command('warning', { file: fileOf(file), line, col: column, title }, text),
    text: `${title}: ${placeText(unread)} ${text}`,
  };
}

function fileOf(file: string): string {
  return relativePath(file) ?? file;
}

function command(kind: Kind, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const list = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${kind} ${list.join(',')}::${data(message)}\n`;
}

/** A folded part of the log. Its lines begin with a word of ours, so that none of them is a command. */
function* group(title: string, lines: readonly string[]): IterableIterator<string> {
  if (lines.length === 0) return;
  yield `::group::${data(title)}\n`;
  for (const line of lines) yield `${plain(line)}\n`;
  yield '::endgroup::\n';
}

/** The runner also takes `##[command]`, an older form, anywhere in a line. */
function plain(text: string): string {
  return clean(text).replaceAll('##[', '#\u200b#[');
}

function data(text: string): string {
  return plain(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
