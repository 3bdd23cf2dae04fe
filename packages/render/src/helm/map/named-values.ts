import { formatPath, lineStartsOf, positionAt, type Path } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { SolvedValue } from './solved.ts';
import type { ValueSource } from './value-files.ts';

/** Finds where a path of values stands; undefined where no source has it. */
export type FindValue = (path: Path, subchart: string) => SolvedValue | undefined;

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
  return (path, subchart) => {
    for (const { source, document, lineStarts } of read.toReversed()) {
      const { target } = source;
      const isOwn = target.kind === 'chart' && target.path !== 'values.yaml';
      if (isOwn && target.path !== `${subchart}values.yaml`) continue;
      const names = Array.from(subchart.matchAll(/charts\/([^/]+?)(?:-\d[^/]*)?(?:\.unpacked)?\//g), ([, name = '']) => name);
      const full = isOwn ? path : [...names, ...path];
      const node = document?.locator.find(full);
      if (node === undefined) continue;
      const { line, column } = positionAt({ path: source.shown, lineStarts }, (node.key ?? node.value).start);
      return { file: source.shown, line, column, key: formatPath(full), precision: 'approximate' };
    }
    return undefined;
  };
}
