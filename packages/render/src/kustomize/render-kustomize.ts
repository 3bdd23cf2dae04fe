import { posix, resolve } from 'node:path';

import { nodeFileSystem } from '@bulwark/source';

import type { Rendered, RenderFailure, RenderOptions } from '../rendered.ts';
import type { SourceMap } from '../source-map.ts';
import { build, outputOf } from './build.ts';
import { buildFailure, isWarning, refusal, type Shown } from './build-failure.ts';
import { buildGraph } from './build-graph.ts';
import { kustomizeMap } from './kustomize-map.ts';
import { isKustomization, KUSTOMIZATION_NAMES } from './kustomization-file.ts';
import { findProgram } from './program.ts';

/**
 * What the kustomization in `folder` (relative to `options.cwd`) becomes, as the user's own kustomize or kubectl prints it.
 * Nothing is fetched, and no chart, function or program of the kustomization is run: what needs one is a failure that says so.
 */
export function renderKustomize(folder: string, options: RenderOptions): Rendered | RenderFailure {
  const { spawn, cwd } = options;
  const path = folder.length > 1 ? folder.replace(/\/+$/, '') : folder;
  const named = resolve(cwd, path).replaceAll('\\', '/');
  if (!isKustomization(named, nodeFileSystem)) {
    return {
      path,
      reason: 'there is no kustomization here',
      hint: `name a folder with one of ${KUSTOMIZATION_NAMES.join(', ')}`,
    };
  }
  const absolute = nodeFileSystem.realPath(named);
  const shown = showing(path, absolute, cwd);
  const graph = buildGraph(absolute, nodeFileSystem);
  const refused = refusal(graph, path, shown);
  if (refused !== undefined) return refused;
  const program = findProgram(spawn, cwd);
  if ('reason' in program) return { path, ...program };
  const ended = build(program, absolute, spawn, cwd);
  if (ended.status !== 0) return buildFailure(ended.stderr, graph, program, path, shown);
  const text = outputOf(ended);
  let map: SourceMap | undefined;
  return {
    by: 'kustomize',
    path,
    version: program.version,
    text,
    warnings: ended.stderr.split('\n').filter(isWarning),
    sources: [...graph.files.keys()].map(shown).toSorted(),
    get map() {
      return (map ??= kustomizeMap({ text, graph, program, spawn, shown }));
    },
  };
}

/**
 * Files as the user would name them: the way from the folder that was named. Where that is a link, the way out of it leads
 * elsewhere than the way out of the folder, and files outside are named in full.
 */
function showing(path: string, folder: string, cwd: string): Shown {
  const known = new Map<string, string>();
  return (file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const way = posix.relative(folder, file);
    const name = posix.normalize(posix.join(path, way));
    const made = way.startsWith('../') && !isSameFile(resolve(cwd, name), file) ? file : name;
    known.set(file, made);
    return made;
  };
}

function isSameFile(a: string, b: string): boolean {
  try {
    return nodeFileSystem.realPath(a) === nodeFileSystem.realPath(b);
  } catch {
    return false;
  }
}
