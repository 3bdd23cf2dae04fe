import type { Coverage, FileRecord, FileStatus, Problem } from '@bulwark/model';

/** A place that could not be read; a path that could not be opened has no line. */
export type FailedPlace = Pick<Problem, 'file' | 'reason'> & Partial<Pick<Problem, 'line' | 'column'>>;

/** A place that nobody has judged: it could not be read, or it is nothing before it is rendered, and `hint` says how. */
export interface Unread extends FailedPlace {
  readonly kind: 'failed' | 'not-rendered';
  readonly hint?: string;
}

/** Folders that were passed over as a whole are recorded with a slash at the end; they are no files. */
export function isFolder(record: FileRecord): boolean {
  return record.path.endsWith('/');
}

/** What went into a chart or an overlay was scanned as a part of it. */
export function countFiles(coverage: Coverage): Readonly<Record<Exclude<FileStatus, 'rendered'>, number>> {
  const counts = { scanned: 0, skipped: 0, failed: 0 };
  for (const record of coverage.files) if (!isFolder(record)) counts[record.status === 'rendered' ? 'scanned' : record.status]++;
  return counts;
}

/** What could not be read: documents, and paths that could not be opened. */
export function failedPlaces(coverage: Coverage): readonly FailedPlace[] {
  const located = new Set(coverage.failed.map((problem) => problem.file));
  const paths = coverage.files.filter((record) => record.status === 'failed' && !located.has(record.path));
  return [
    ...coverage.failed,
    ...paths.map(({ path, reason }) => ({ file: path === '' ? '.' : path, reason: reason ?? 'it could not be read' })),
  ];
}

export function unreadPlaces(coverage: Coverage): readonly Unread[] {
  const failed = failedPlaces(coverage).map((place): Unread => ({ kind: 'failed', ...place }));
  const notRendered = coverage.notRendered.map(({ file, line, column, reason, hint }): Unread => {
    return { kind: 'not-rendered', file, line, column, reason, hint };
  });
  return [...failed, ...notRendered];
}
