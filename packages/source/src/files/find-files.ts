import { posix, resolve } from 'node:path';

import type { EntryKind, FileSystem } from './file-system.ts';
import { FoundFiles } from './found-files.ts';
import { readFailure } from './read-failure.ts';
import { slashes } from './slashes.ts';
import { walkTree } from './walk-tree.ts';

export const STANDARD_INPUT = '<stdin>';

interface Root {
  readonly location: string;
  readonly shown: string;
}

/**
 * The files that `paths` name: files, folders with what is below them, `-` for standard input. Each file is found once,
 * in the order of its path. What is named counts, whatever ignores it, so it is looked at first.
 */
export function findFiles(paths: readonly string[], fs: FileSystem, cwd: string): FoundFiles {
  const found = new FoundFiles();
  const roots: Root[] = [];
  for (const path of new Set(paths)) {
    if (path === '-') found.files.push({ path: STANDARD_INPUT, location: undefined, named: true });
    else findNamed(found, roots, path, { fs, cwd });
  }
  // A folder below another named one first: the outer walk then leaves it alone.
  roots.sort((a, b) => b.location.length - a.location.length);
  for (const { location, shown } of roots) walkTree(fs, found, location, shown);
  found.files.sort(byPath);
  found.records.sort(byPath);
  return found;
}

function findNamed(
  found: FoundFiles,
  roots: Root[],
  path: string,
  { fs, cwd }: { readonly fs: FileSystem; readonly cwd: string },
): void {
  const shown = shownPath(path);
  let location: string;
  let kind: EntryKind;
  try {
    location = fs.realPath(slashes(resolve(cwd, path)));
    kind = fs.kindOf(location);
  } catch (error) {
    found.leave(shown, 'failed', readFailure(error), true);
    return;
  }
  if (kind === 'folder') roots.push({ location, shown });
  else if (!found.claim(location, shown)) return;
  else if (kind === 'file') found.files.push({ path: shown, location, named: true });
  else found.leave(shown, 'failed', `a ${kind}, not a file: give what it holds on standard input, as \`-\``, true);
}

/** The path as the user gave it, in one spelling: `k8s` for `./k8s/`, nothing for `.`. */
function shownPath(path: string): string {
  const plain = posix.normalize(slashes(path)).replace(/(?<=.)\/$/, '');
  return plain === '.' ? '' : plain;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
