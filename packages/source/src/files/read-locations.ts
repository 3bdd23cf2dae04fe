import type { FileSystem } from './file-system.ts';
import type { FoundFile } from './found-files.ts';

/** Tells whether a file, or a folder with a file below it, is among `files`. Links are followed. */
export function readLocations(files: readonly FoundFile[], fs: FileSystem): (location: string) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (location) => {
    known ??= withFolders(files);
    return known.has(location) || known.has(realPath(fs, location));
  };
}

function withFolders(files: readonly FoundFile[]): ReadonlySet<string> {
  const locations = new Set<string>();
  for (const { location } of files) {
    for (let at = location ?? ''; at !== '' && !locations.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      locations.add(at);
    }
  }
  return locations;
}

function realPath(fs: FileSystem, location: string): string {
  try {
    return fs.realPath(location);
  } catch {
    return '';
  }
}
