import type { Coverage, FileRecord, FileStatus, Problem } from '@bulwark/model';

/** A place that nobody has judged: it could not be read, or it is nothing before it is rendered, and `hint` says how. */
export interface Unread extends Problem {
  readonly kind: 'failed' | 'not-rendered';
  readonly hint?: string;
}

/** Folders that were passed over as a whole are recorded with a slash at the end; they are no files. */
export function isFolder(record: FileRecord): boolean {
  return record.path.endsWith('/');
}

export function countFiles(coverage: Coverage): Readonly<Record<FileStatus, number>> {
  const counts = { scanned: 0, skipped: 0, failed: 0 };
  for (const record of coverage.files) if (!isFolder(record)) counts[record.status]++;
  return counts;
}

/** What could not be read, with the files that failed as a whole and so have no place of their own. */
export function failedPlaces(coverage: Coverage): readonly Problem[] {
  const located = new Set(coverage.failed.map((problem) => problem.file));
  const whole = coverage.files.filter((record) => record.status === 'failed' && !located.has(record.path));
  return [
    ...coverage.failed,
    ...whole.map((record) => ({ file: record.path, line: 1, column: 1, reason: record.reason ?? 'it could not be read' })),
  ];
}

export function unreadPlaces(coverage: Coverage): readonly Unread[] {
  const failed = failedPlaces(coverage).map(({ file, line, column, reason }): Unread => {
    return { kind: 'failed', file, line, column, reason };
  });
  const notRendered = coverage.notRendered.map(({ file, line, column, reason, hint }): Unread => {
    return { kind: 'not-rendered', file, line, column, reason, hint };
  });
  return [...failed, ...notRendered];
}
