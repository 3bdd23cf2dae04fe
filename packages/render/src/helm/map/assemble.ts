import { formatPath } from '@bulwark/model';

import type { Section } from '../documents.ts';
import { keyLines, type ShownKey } from './key-lines.ts';
import { textOf, type MarkedChart } from './marked-chart.ts';
import { namedPaths, valueFinder, type FindValue } from './named-values.ts';
import type { SolvedLine, SolvedValue } from './solved.ts';
import type { MarkedRender } from './template-marks.ts';
import type { ValueSource } from './value-files.ts';
import type { Leaf } from './value-leaves.ts';
import type { ShownLeaves } from './value-marks.ts';

/** What the renders have told, and where it is put together. */
export interface Assembly {
  readonly chart: MarkedChart;
  readonly render: MarkedRender;
  readonly shown: ShownLeaves;
  readonly sources: readonly ValueSource[];
  readonly find: FindValue;
  readonly lines: Map<number, SolvedLine>;
}

/** The lines of one section, which stand `offset` lines further down in what their template has printed. */
export function assemble(section: Section, offset: number, assembly: Assembly): void {
  const printed = assembly.render.lines.get(section.template) ?? [];
  const shown = assembly.shown.get(section.template) ?? new Map<number, readonly Leaf[]>();
  const keys = keyLines(printed, shown);
  let before: SolvedLine | undefined;
  for (const [at, text] of section.lines.entries()) {
    const number = at + offset;
    const chain = printed[number]?.chain ?? [];
    const known = sourceOf(chain, text, assembly);
    if (known !== undefined) {
      const value =
        exactValue(shown.get(number), keys.get(number), assembly.sources) ?? namedValue(chain, section.template, assembly);
      assembly.lines.set(section.firstLine + at, { ...known, value });
      before = known;
    } else if (before !== undefined) {
      assembly.lines.set(section.firstLine + at, { ...before, column: undefined, precision: 'approximate' });
    }
  }
}

function sourceOf(chain: readonly number[], printed: string, { chart }: Assembly): SolvedLine | undefined {
  const origin = chain[0] === undefined ? undefined : chart.lineOf(chain[0]);
  if (origin === undefined) return undefined;
  const { template, line } = origin;
  const text = textOf(origin);
  const key = /^\s*(?:- )*([^\s:]+:?)/.exec(printed)?.[1] ?? '';
  const at = key === '' ? -1 : text.indexOf(key);
  const column = (at < 0 ? text.length - text.trimStart().length : at) + 1;
  return { file: template.file.shown, line, column, precision: 'exact', value: undefined };
}

function exactValue(
  leaves: readonly Leaf[] = [],
  key: ShownKey | undefined,
  sources: readonly ValueSource[],
): SolvedValue | undefined {
  // A value says more than the name that a loop prints beside it; of several, the last is what most fields are about.
  const leaf = leaves.findLast(({ kind }) => kind !== 'key') ?? leaves.at(-1);
  if (leaf !== undefined) {
    const source = sourceOfLeaf(leaf, sources);
    return (
      source && { file: source.shown, line: leaf.line, column: leaf.column, key: source.prefix + leaf.key, precision: 'exact' }
    );
  }
  const source = key && sourceOfLeaf(key.leaf, sources);
  if (source === undefined) return undefined;
  const path = key?.leaf.path.slice(0, key.depth) ?? [];
  const found = valueFinder([source])(path, '');
  return {
    file: source.shown,
    line: found?.line,
    column: found?.column,
    key: source.prefix + formatPath(path),
    precision: 'exact',
  };
}

function sourceOfLeaf(leaf: Leaf, sources: readonly ValueSource[]): ValueSource | undefined {
  return sources.find(({ leaves }) => leaves.includes(leaf));
}

/** No render has shown it, but the template's line names it. */
function namedValue(chain: readonly number[], template: string, { chart, find }: Assembly): SolvedValue | undefined {
  for (const [at, id] of chain.entries()) {
    const origin = chart.lineOf(id);
    const text = origin === undefined ? '' : textOf(origin);
    // What a call hands over need not be what this line shows.
    if (at > 0 && /\b(?:include|template)\b/.test(text)) continue;
    for (const path of namedPaths(text)) {
      const found = find(path, template);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
