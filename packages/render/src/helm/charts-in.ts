import { posix } from 'node:path';

import type { FileSystem } from '@bulwark/source';

/** Folders in which nobody's own charts stand. */
const FOREIGN = new Set(['.git', 'node_modules']);

/** The charts of the tree below `folder`, absolute, sorted. What lies in a chart is a part of it: a subchart is none of its own. */
export function chartsIn(folder: string, fs: FileSystem): readonly string[] {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = entriesOf(at, fs);
    if (entries.some(({ name, kind }) => name === 'Chart.yaml' && kind === 'file')) found.push(at);
    else open.push(...foldersOf(entries).map((name) => posix.join(at, name)));
  }
  return found.toSorted();
}

function foldersOf(entries: ReturnType<FileSystem['list']>): readonly string[] {
  return entries.flatMap(({ name, kind }) => (kind === 'folder' && !FOREIGN.has(name) ? name : []));
}

function entriesOf(folder: string, fs: FileSystem): ReturnType<FileSystem['list']> {
  try {
    return fs.list(folder);
  } catch {
    return [];
  }
}
