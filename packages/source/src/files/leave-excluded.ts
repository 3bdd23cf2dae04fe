import type { FoundFiles } from './found-files.ts';

/** Records the files that a configuration excludes as skipped. What is named counts, whatever excludes it. */
export function leaveExcluded(found: FoundFiles, excludes: (location: string) => string | undefined): void {
  const files = found.files.splice(0);
  for (const file of files) {
    const reason = file.named || file.location === undefined ? undefined : excludes(file.location);
    if (reason === undefined) found.files.push(file);
    else found.leave(file.path, 'skipped', reason);
  }
  found.records.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}
