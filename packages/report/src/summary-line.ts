import { amount, severityCounts } from './amount.ts';
import { countFiles, unreadPlaces } from './coverage-view.ts';
import type { ReportInput } from './report-input.ts';

/** A scan in one sentence: what was found, what is unknown, what was not read, and in how much. */
export function summaryLine({ summary, coverage }: ReportInput): string {
  const unread = unreadPlaces(coverage).length;
  const found = severityCounts(summary.findings);
  const parts = [
    found === '' ? 'no findings' : found,
    ...(summary.unknown > 0 ? [`${summary.unknown} unknown`] : []),
    ...(unread > 0 ? [`${unread} not read`] : []),
  ];
  return `${parts.join(', ')} in ${amount(summary.objects, 'object')} of ${amount(countFiles(coverage).scanned, 'file')}`;
}
