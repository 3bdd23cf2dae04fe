import { createHash } from 'node:crypto';
import type { Finding, ObjectRef, Place, Severity, Unknown } from '@bulwark/model';
import { chunks } from './chunks.ts';
import { clean } from './clean.ts';
import { unreadPlaces, type Unread } from './coverage-view.ts';
import { jsonLines } from './json-text.ts';
import type { ReportInput } from './report-input.ts';
import { relativePath } from './source-link.ts';
import { objectName } from './text-object.ts';

type Level = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

const LEVEL: Readonly<Record<Severity, Level>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: Level;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

type Draft = Omit<Issue, 'fingerprint'> & { readonly identity: string };

/**
 * The report for GitLab's code quality widget (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
 * It knows issues and nothing else: what is unknown is one issue a reason, what could not be read is one a place.
 */
export function gitlab(input: ReportInput): Iterable<string> {
  return chunks(
    jsonLines(issues(input), (issue) => issue, ''),
    '\n',
  );
}

/** GitLab compares fingerprints between branches and shows each once: one that occurs again is told apart by its number. */
function* issues(input: ReportInput): IterableIterator<Issue> {
  const seen = new Map<string, number>();
  for (const { identity, ...draft } of drafts(input)) {
    const nth = seen.get(identity) ?? 0;
    seen.set(identity, nth + 1);
    yield { ...draft, fingerprint: createHash('sha256').update(`${identity}\n${nth}`).digest('hex') };
  }
}

function* drafts({ findings, unknown, coverage }: ReportInput): IterableIterator<Draft> {
  for (const finding of findings) yield findingDraft(finding);
  const reasons = Map.groupBy(unknown, ({ control, reason }) => `${control}\n${reason}`);
  for (const [identity, group] of reasons) yield* unknownDraft(identity, group);
  for (const place of unreadPlaces(coverage)) yield unreadDraft(place);
}

function findingDraft({ control, severity, object, place, message, fingerprint }: Finding): Draft {
  return {
    description: clean(`${objectName(object, place)}: ${message}`),
    check_name: clean(control),
    severity: LEVEL[severity],
    location: location(place, object),
    identity: `finding\n${fingerprint}\n${place?.file ?? ''}`,
  };
}

function* unknownDraft(identity: string, group: readonly Unknown[]): IterableIterator<Draft> {
  const [first] = group;
  if (first === undefined) return;
  const others = group.length > 1 ? ` and ${group.length - 1} more` : '';
  yield {
    description: clean(`Unknown for ${objectName(first.object, first.place)}${others}: ${first.reason}`),
    check_name: clean(first.control),
    severity: 'info',
    location: location(first.place, first.object),
    identity: `unknown\n${identity}`,
  };
}

function unreadDraft({ kind, file, line, reason }: Unread): Draft {
  return {
    description: clean(`${kind === 'failed' ? 'Could not be read' : 'Not rendered, and so not judged'}: ${reason}`),
    check_name: kind === 'failed' ? 'bulwark/unread' : 'bulwark/not-rendered',
    severity: kind === 'failed' ? 'major' : 'info',
    location: { path: pathOf(file), lines: { begin: line ?? 1 } },
    identity: `${kind}\n${file}\n${reason}`,
  };
}

/** GitLab demands a path: a live object is found under its own name. */
function location(place: Place | undefined, { kind, namespace, name }: ObjectRef): Issue['location'] {
  if (place !== undefined) return { path: pathOf(place.file), lines: { begin: place.line } };
  return { path: clean([kind, ...(namespace === undefined ? [] : [namespace]), name].join('/')), lines: { begin: 1 } };
}

function pathOf(file: string): string {
  return clean(relativePath(file) ?? file);
}
