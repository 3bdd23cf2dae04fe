import type { FileSystem } from './file-system.ts';
import { findFiles } from './find-files.ts';
import { leaveExcluded } from './leave-excluded.ts';

export interface WalkOptions {
  readonly fs: FileSystem;
  readonly cwd: string;
  /** Why a file that no path names itself is passed over, told where it is without links. */
  readonly excludes?: ((location: string) => string | undefined) | undefined;
}

/** Where the files are that a scan of `paths` reads, without links: neither what is ignored nor what is excluded. */
export function walkedFiles(paths: readonly string[], { fs, cwd, excludes }: WalkOptions): ReadonlySet<string> {
  const found = findFiles(paths, fs, cwd);
  if (excludes !== undefined) leaveExcluded(found, excludes);
  return new Set(found.files.flatMap(({ location }) => location ?? []));
}
