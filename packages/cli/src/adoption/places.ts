import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { STANDARD_INPUT } from '@bulwark/source';

/** How a file that reports show is called from a folder, by the way that leads there: what a link leads to has that link's name. */
export function seenFrom(folder: string, cwd: string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    if (path === STANDARD_INPUT) return path;
    const seen = known.get(path) ?? relative(folder, resolve(cwd, path)).replaceAll('\\', '/');
    known.set(path, seen);
    return seen;
  };
}

/** Where a file is, without links where it is there. */
export function locationOf(path: string, cwd: string): string {
  const location = resolve(cwd, path);
  try {
    return realpathSync(location);
  } catch {
    return location;
  }
}
