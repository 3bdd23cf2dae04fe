import { writtenSecrets } from '@bulwark/controls';
import { isObject, member, valueAt, type Finding, type KubeObject, type Range } from '@bulwark/model';
import type { ObjectIndex } from './object-index.ts';
import { lineText, type SourceText } from './source-text.ts';

/** Shorter values are words that stand everywhere. */
const SHORTEST = 4;

/**
 * The ranges in lines of a source (a template, values) of what is secret in the objects that it renders to. A template knows
 * nothing of objects, so that the values themselves are looked for, as they are and decoded.
 */
export function renderedSecrets(
  source: SourceText,
  lines: Iterable<number>,
  findings: readonly Finding[],
  index: ObjectIndex,
): readonly Range[] {
  const renders = new Set(findings.flatMap(({ rendered }) => rendered?.path ?? []));
  if (renders.size === 0) return [];
  const values = new Set([...renders].flatMap((path) => (index.byFile.get(path) ?? []).flatMap(secretsOf)));
  return [...lines].flatMap((line) => rangesIn(lineText(source, line), source.lineStarts[line - 1] ?? 0, values));
}

const known = new WeakMap<KubeObject, readonly string[]>();

function secretsOf(object: KubeObject): readonly string[] {
  const before = known.get(object);
  if (before !== undefined) return before;
  const written = writtenSecrets(object).map((path) => valueAt(object.value, path));
  const found = [...written, ...dataOf(object)].flatMap((value) => (typeof value === 'string' ? linesOf(value) : []));
  known.set(object, found);
  return found;
}

function dataOf(object: KubeObject): readonly unknown[] {
  if (object.kind !== 'Secret') return [];
  const [data, stringData] = ['data', 'stringData'].map((field) => Object.values(mapOf(object, field)));
  const decoded = (data ?? []).map((value) => (typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value));
  return [...(data ?? []), ...decoded, ...(stringData ?? [])];
}

function mapOf(object: KubeObject, field: string): object {
  const value = member(object.value, field);
  return isObject(value) ? value : {};
}

function linesOf(value: string): readonly string[] {
  return value.split('\n').flatMap((line) => (line.trim().length < SHORTEST ? [] : line.trim()));
}

function rangesIn(line: string, offset: number, values: ReadonlySet<string>): readonly Range[] {
  const ranges: Range[] = [];
  for (const value of values) {
    for (let at = line.indexOf(value); at !== -1; at = line.indexOf(value, at + value.length)) {
      ranges.push({ start: offset + at, end: offset + at + value.length });
    }
  }
  return ranges;
}
