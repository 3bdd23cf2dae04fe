import type { AssessedRow, Status } from '@bulwark/frameworks';
import { amount } from './amount.ts';

/** A word for each status, with a mark that tells them apart without colour. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  unknown: '? unknown',
  manual: '· manual',
  'not-from-manifests': '– elsewhere',
};

/** A row of a framework, or several that stand elsewhere for one reason, as people read it. */
export interface FrameworkLine {
  readonly ids: string;
  readonly section: string;
  readonly status: Status;
  readonly text: string;
}

/** A line for each row; those in a row that stand elsewhere for one reason share one. */
export function rowLines(rows: readonly AssessedRow[]): readonly FrameworkLine[] {
  const lines: FrameworkLine[] = [];
  let last: AssessedRow | undefined;
  let first: AssessedRow | undefined;
  for (const row of rows) {
    const joins = row.status === 'not-from-manifests' && last?.section === row.section && last.reason === row.reason;
    if (!joins) first = row;
    const { section, status } = row;
    if (joins && first !== undefined) {
      lines.pop();
      lines.push({ ids: `${first.id} to ${row.id}`, section, status, text: row.reason ?? '' });
    } else lines.push({ ids: row.id, section, status, text: textOf(row) });
    last = row;
  }
  return lines;
}

function textOf({ status, title, reason, findings, failedBy }: AssessedRow): string {
  if (status === 'fail') return `${title}: ${amount(findings, 'finding')} of ${failedBy.join(', ')}`;
  return status === 'unknown' || status === 'not-from-manifests' ? `${title}: ${reason ?? ''}` : title;
}
