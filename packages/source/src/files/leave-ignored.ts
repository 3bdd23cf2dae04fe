import { LIMITS } from '../limits.ts';
import type { Entry, FileSystem } from './file-system.ts';
import { FOREIGN_FOLDERS } from './foreign-folders.ts';
import type { FoundFiles } from './found-files.ts';
import { isManifestPath } from './manifest-path.ts';

/** A folder that an ignore file keeps out. */
export interface IgnoredFolder {
  readonly location: string;
  /** As reports show it, with a slash at its end. */
  readonly shown: string;
  /** Folders between it and the named one. */
  readonly depth: number;
  readonly reason: string;
}

/**
 * Records every manifest below an ignored folder as skipped, so that whoever ignores one by mistake sees how many are lost.
 * No rule takes anything below it in again (gitignore(5)), no link is followed, and foreign folders are not looked into.
 */
export function leaveIgnored(fs: FileSystem, found: FoundFiles, folder: IgnoredFolder): void {
  const { location, shown, depth, reason } = folder;
  // A folder that was named as well is scanned already.
  if (found.shownAt(location) !== undefined) return;
  const entries = depth > LIMITS.folderDepth ? undefined : listed(fs, location);
  if (entries === undefined) return found.leave(shown, 'skipped', reason);
  for (const { name, kind } of entries) {
    const below = { location: `${location}/${name}`, shown: shown + name };
    if (kind !== 'folder') leaveFile(found, below, reason);
    else if (!FOREIGN_FOLDERS.has(name))
      leaveIgnored(fs, found, { location: below.location, shown: `${below.shown}/`, depth: depth + 1, reason });
  }
}

function leaveFile(found: FoundFiles, { location, shown }: Pick<IgnoredFolder, 'location' | 'shown'>, reason: string): void {
  if (isManifestPath(shown) && found.shownAt(location) === undefined) found.leave(shown, 'skipped', reason);
}

function listed(fs: FileSystem, location: string): readonly Entry[] | undefined {
  try {
    return fs.list(location);
  } catch {
    return undefined;
  }
}
