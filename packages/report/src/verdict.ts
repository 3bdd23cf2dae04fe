import { atLeast, EXIT, SEVERITIES, type Coverage } from '@bulwark/model';
import { amount, severityCounts } from './amount.ts';
import { failedPlaces, unreadPlaces } from './coverage-view.ts';
import type { ReportInput } from './report-input.ts';
import type { Bars } from './text-options.ts';

/** Why the input itself is in error, whatever was found in the rest of it. */
export interface InputProblem {
  readonly message: string;
  readonly hint?: string;
}

/** What is said of a scan in a word. `not judged` is exit code 0 as well, but nobody has looked whether it passes. */
export type Standing = 'passed' | 'failed' | 'not judged';

export interface ScanVerdict {
  readonly standing: Standing;
  readonly exit: (typeof EXIT)['clean' | 'findings' | 'usage'];
  /** One line that says why. */
  readonly text: string;
  /** Not empty where the input is in error: then the exit code says so, even where there are findings. */
  readonly problems: readonly InputProblem[];
}

/** Whether the scan passes the bars that the user has set, and the exit code that says so. */
export function scanVerdict(
  { summary, coverage, adoption }: Pick<ReportInput, 'summary' | 'coverage' | 'adoption'>,
  bars: Bars,
): ScanVerdict {
  const problems = inputProblems(coverage, summary.objects, bars);
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return { standing: 'failed', exit: EXIT.usage, text: `${first.message}${more}: exit 2`, problems };
  }
  const { failOn, failOnUnknown = false } = bars;
  const counts =
    failOn === 'never'
      ? ''
      : severityCounts(
          summary.findings,
          SEVERITIES.filter((severity) => atLeast(severity, failOn)),
        );
  const failed = { standing: 'failed', exit: EXIT.findings, problems } as const;
  if (counts !== '') return { ...failed, text: `${counts}: exit 1 (--fail-on ${failOn})` };
  if (failOnUnknown && summary.unknown > 0) {
    return { ...failed, text: `${amount(summary.unknown, 'verdict')} unknown: exit 1 (--fail-on-unknown)` };
  }
  if (failOn !== 'never') return { standing: 'passed', exit: EXIT.clean, text: `nothing at or above ${failOn}`, problems };
  const flag = adoption?.baseline?.updated === true ? '--update-baseline' : '--fail-on never';
  return { standing: 'not judged', exit: EXIT.clean, text: `findings do not count with ${flag}`, problems };
}

/** What the user named must be read, and hold something; what lies in a folder may fail unless `--strict` forbids it. */
export function inputProblems(
  coverage: Coverage,
  objects: number,
  bars: Pick<Bars, 'strict' | 'allowEmpty'>,
): readonly InputProblem[] {
  return [...namedProblems(coverage, objects, bars), ...strictness(coverage, bars)];
}

function namedProblems(coverage: Coverage, objects: number, bars: Pick<Bars, 'allowEmpty'>): readonly InputProblem[] {
  const unread = coverage.files.filter((file) => file.named && file.status === 'failed');
  if (unread.length > 0)
    return unread.map(({ path, reason }) => ({ message: `${path === '' ? '.' : path}: ${reason ?? 'could not be read'}` }));
  if (objects > 0 || bars.allowEmpty === true) return [];
  return [{ message: 'no Kubernetes object found', hint: emptyHint(coverage) }];
}

function emptyHint(coverage: Coverage): string {
  const [first] = coverage.notRendered;
  if (first?.form === 'template')
    return 'there are only templates; name the chart to scan what they become, or: helm template . | bulwark scan -';
  if (first !== undefined) return `what is there must be rendered first: ${first.hint}`;
  if (failedPlaces(coverage).length > 0) return 'what could not be read is listed in the report';
  return 'give a folder or a file with manifests, or --allow-empty where it is right that there are none';
}

function strictness(coverage: Coverage, bars: Pick<Bars, 'strict'>): readonly InputProblem[] {
  if (bars.strict !== true) return [];
  const unread = unreadPlaces(coverage);
  const failed = failedPlaces(coverage).length;
  if (unread.length === 0) return [];
  const parts = [
    failed > 0 ? `${failed} could not be read` : '',
    unread.length > failed ? `${unread.length - failed} not rendered` : '',
  ];
  return [{ message: `${parts.filter((part) => part !== '').join(', ')} (--strict)` }];
}
