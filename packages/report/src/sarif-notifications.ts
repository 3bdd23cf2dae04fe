import type { Unknown } from '@bulwark/model';
import { failedPlaces, type FailedPlace } from './coverage-view.ts';
import type { ReportInput } from './report-input.ts';
import { objectLocation, problemLocation } from './sarif-location.ts';
import { message } from './sarif-message.ts';

/** What GitHub's code scanning shows of a run, and what it takes at all. */
const GITHUB_SHOWS = 5_000;
const GITHUB_TAKES = 25_000;

/** §3.19.24: the kinds of notifications, which results can refer to by number. */
export const NOTIFICATIONS: readonly { readonly id: string; readonly shortDescription: { readonly text: string } }[] = [
  { id: 'failed', shortDescription: { text: 'A file or document could not be read' } },
  { id: 'not-rendered', shortDescription: { text: 'A template or a Kustomization was not rendered, and so not judged' } },
  { id: 'unknown', shortDescription: { text: 'A control could not decide' } },
  { id: 'warning', shortDescription: { text: 'Something reads otherwise than its author may think' } },
  { id: 'many-results', shortDescription: { text: 'The report has more results than GitHub shows' } },
];

/** §3.58: what the run could not see. None of it is a result: a result is something that is wrong. */
export function* notifications(input: ReportInput, ruleIndex: ReadonlyMap<string, number>): IterableIterator<object> {
  const count = input.findings.length;
  if (count > GITHUB_SHOWS) {
    const text = `${count} results: GitHub shows the ${GITHUB_SHOWS} most severe of a run and refuses more than ${GITHUB_TAKES}. All of them are in this file`;
    yield { descriptor: descriptor('many-results'), level: 'warning', message: message(text) };
  }
  for (const problem of failedPlaces(input.coverage)) yield notification('failed', 'error', problem);
  for (const problem of input.coverage.notRendered) {
    const reason = `${problem.reason}; to judge what it becomes: ${problem.hint}`;
    yield notification('not-rendered', 'warning', { ...problem, reason });
  }
  for (const problem of input.coverage.warnings) yield notification('warning', 'warning', problem);
  for (const item of input.unknown) yield undecided(item, ruleIndex);
}

function notification(id: string, level: string, problem: FailedPlace): object {
  return { descriptor: descriptor(id), level, message: message(problem.reason), locations: [problemLocation(problem)] };
}

function undecided({ control, object, place, reason }: Unknown, ruleIndex: ReadonlyMap<string, number>): object {
  return {
    descriptor: descriptor('unknown'),
    associatedRule: { id: control, index: ruleIndex.get(control) },
    level: 'note',
    message: message(reason),
    locations: [objectLocation(object, place)],
  };
}

function descriptor(id: string): object {
  return { id, index: NOTIFICATIONS.findIndex((kind) => kind.id === id) };
}
