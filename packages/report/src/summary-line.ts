import { amount, severityCounts } from './amount.ts';
import { countFiles, unreadPlaces } from './coverage-view.ts';
import type { ReportInput } from './report-input.ts';

/** A scan in one sentence: what was found, what is unknown, what was not read, in how much, and what does not count. */
export function summaryLine({ summary, coverage, adoption }: ReportInput): string {
  const unread = unreadPlaces(coverage).length;
  const found = severityCounts(summary.findings);
  const parts = [
    found === '' ? 'no findings' : found,
    ...(summary.unknown > 0 ? [`${summary.unknown} unknown`] : []),
    ...(unread > 0 ? [`${unread} not read`] : []),
  ];
  const waived = adoption?.waived.length ?? 0;
  const known = adoption?.baseline?.known.length ?? 0;
  const aside = [...(waived > 0 ? [`${waived} waived`] : []), ...(known > 0 ? [`${known} known`] : [])].join(', ');
  const where = `${amount(summary.objects, 'object')} of ${amount(countFiles(coverage).scanned, 'file')}`;
  return `${parts.join(', ')} in ${where}${aside === '' ? '' : `; ${aside}`}`;
}
