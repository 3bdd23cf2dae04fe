import { formatPath, lineStartsOf, positionAt, type Path } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { SolvedValue } from './solved.ts';
import type { ValueSource } from './value-files.ts';

/** Finds where a path of values stands; undefined where no source has it. */
export type FindValue = (path: Path, template: string) => SolvedValue | undefined;

/** The path that a line of a template names, if it names any: the last one. */
export function namedPaths(templateLine: string): Path[] {
  return Array.from(templateLine.matchAll(/\.Values((?:\.\w+)+)/g), ([, path = '']) => path.slice(1).split('.')).toReversed();
}

/** Looks in the sources as Helm lays them over each other: the last that has the path gives the value. */
export function valueFinder(sources: readonly ValueSource[]): FindValue {
  const read = sources.map((source) => {
    const document = source.target.kind === 'setting' ? undefined : readDocuments(source.text)[0];
    return { source, document, lineStarts: lineStartsOf(source.text) };
  });
  return (path, template) => {
    // Helm's names of subcharts, aliases among them: `shop/charts/sessions/templates/x.yaml`.
    const names = Array.from(template.matchAll(/\/charts\/([^/]+)/g), ([, name = '']) => name);
    for (const { source, document, lineStarts } of read.toReversed()) {
      const depth = depthOf(source);
      const full = [...names.slice(depth), ...path];
      const node = isAbove(source, names, depth) ? document?.locator.find(full) : undefined;
      if (node === undefined) continue;
      const { line, column } = positionAt({ path: source.shown, lineStarts }, (node.key ?? node.value).start);
      return { file: source.shown, line, column, key: formatPath(full), precision: 'approximate' };
    }
    return undefined;
  };
}

/** How many subcharts deep a file of values stands. */
function depthOf({ target }: ValueSource): number {
  return target.kind === 'chart' ? target.path.split('/').filter((step) => step === 'charts').length : 0;
}

/** Whether a chart's own values reach the subchart of these names. An alias has no folder of its own: a guess by its depth. */
function isAbove({ target }: ValueSource, names: readonly string[], depth: number): boolean {
  if (target.kind !== 'chart' || depth === 0) return true;
  if (depth > names.length) return false;
  const folders = Array.from(target.path.matchAll(/charts\/([^/]+)\//g), ([, folder = '']) => folder);
  return folders.every((folder, at) => folder === names[at] || folder.startsWith(`${names[at]}-`) || depth === names.length);
}
