import { posix } from 'node:path';

import { stringAt } from '@bulwark/model';
import { readDocuments, type FileSystem } from '@bulwark/source';

/** Folders in which nobody's own charts stand. */
const FOREIGN = new Set(['.git', 'node_modules']);
const LARGEST_CHART_FILE = 2 ** 20;

/**
 * The charts of the tree below `folder`, absolute, sorted. What lies in a chart is a part of it: a subchart is none of its own.
 * A library chart installs nothing, and is rendered with the charts that use it.
 */
export function chartsIn(folder: string, fs: FileSystem): readonly string[] {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = entriesOf(at, fs);
    if (entries.some(({ name, kind }) => name === 'Chart.yaml' && kind === 'file')) {
      if (!isLibrary(at, fs)) found.push(at);
    } else open.push(...foldersOf(entries).map((name) => posix.join(at, name)));
  }
  return found.toSorted();
}

function isLibrary(chart: string, fs: FileSystem): boolean {
  try {
    const text = Buffer.from(fs.read(posix.join(chart, 'Chart.yaml'), LARGEST_CHART_FILE)).toString('utf8');
    return stringAt(readDocuments(text)[0]?.value, 'type') === 'library';
  } catch {
    return false;
  }
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
