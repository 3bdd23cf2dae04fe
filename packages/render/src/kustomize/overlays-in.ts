import { posix } from 'node:path';

import { isObject, stringAt } from '@bulwark/model';
import type { FileSystem } from '@bulwark/source';

import { buildGraph, type BuildGraph } from './build-graph.ts';
import { KUSTOMIZATION_NAMES, type TextFile } from './kustomization-file.ts';

/** A kustomization that nothing else in its tree builds upon. */
export interface Overlay {
  /** Absolute. */
  readonly folder: string;
  /** Every file that goes into it, absolute, sorted: raw files among them are judged as a part of it. */
  readonly files: readonly string[];
}

const NAMES: ReadonlySet<string> = new Set(KUSTOMIZATION_NAMES);
/** Folders in which nobody's own manifests stand. */
const FOREIGN = new Set(['.git', 'node_modules']);

/**
 * The tops of the tree below `folder` (absolute): kustomizations that no other one there uses, Components excluded, sorted.
 */
export function overlaysIn(folder: string, fs: FileSystem): Overlay[] {
  const texts = new Map<string, TextFile>();
  const root = realPath(folder, fs);
  const graphs = foldersWithKustomization(root, fs).map((each) => buildGraph(realPath(each, fs), fs, texts));
  const used = new Set(graphs.flatMap((graph) => [...graph.uses]));
  // Builds know paths without links; the caller's may have some.
  const named = (path: string): string =>
    path === root || path.startsWith(`${root}/`) ? folder + path.slice(root.length) : path;
  return graphs
    .filter((graph) => !used.has(graph.folder) && !isComponent(graph))
    .map((graph) => ({ folder: named(graph.folder), files: [...graph.files.keys()].map(named).toSorted() }));
}

function realPath(path: string, fs: FileSystem): string {
  try {
    return fs.realPath(path);
  } catch {
    return path;
  }
}

function isComponent(graph: BuildGraph): boolean {
  const own = [...graph.files.values()].find(({ file }) => posix.dirname(file.path) === graph.folder);
  return own?.file.documents.some(({ value }) => isObject(value) && stringAt(value, 'kind') === 'Component') ?? true;
}

function foldersWithKustomization(folder: string, fs: FileSystem): string[] {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = entriesOf(at, fs);
    // A link to a file counts, one to a folder would lead in circles.
    if (entries.some(({ name, kind }) => NAMES.has(name) && kind !== 'folder')) found.push(at);
    for (const { name, kind } of entries) if (kind === 'folder' && !FOREIGN.has(name)) open.push(posix.join(at, name));
  }
  return found.toSorted();
}

function entriesOf(folder: string, fs: FileSystem): ReturnType<FileSystem['list']> {
  try {
    return fs.list(folder);
  } catch {
    return [];
  }
}
