import { formatPath } from '@bulwark/model';

import type { ChartFile } from '../chart-files.ts';
import { filesByHelmName, chartsIn } from '../chart-names.ts';
import { sectionsOf, type Section } from '../documents.ts';
import type { HelmCall, Render } from '../run-helm.ts';
import { alignSection } from './align.ts';
import { ChartCopy } from './chart-copy.ts';
import { askForValues } from './ask-for-values.ts';
import { keyLines, type ShownKey } from './key-lines.ts';
import { MayShow } from './may-show.ts';
import { MarkedChart, textOf } from './marked-chart.ts';
import { marksOf, saltFor } from './marks.ts';
import { namedPaths, valueFinder, type FindValue } from './named-values.ts';
import type { SolvedLine, SolvedValue } from './solved.ts';
import { TemplateMarks, type MarkedRender } from './template-marks.ts';
import { valueSources, type ValueSource } from './value-files.ts';
import type { Leaf } from './value-leaves.ts';
import { ValueMarks, type ShownLeaves } from './value-marks.ts';
import { TokenMaker } from './value-tokens.ts';

export interface MapQuestion {
  readonly call: HelmCall;
  readonly files: readonly ChartFile[];
  readonly text: string;
  /** What makes the marks' word: the same for the same chart. */
  readonly seed: string;
  /** The templates, as Helm names them, whose values are asked for; undefined for all. */
  readonly names: ReadonlySet<string> | undefined;
}

export interface Solution {
  readonly lines: Map<number, SolvedLine>;
  readonly renders: number;
}

type Raw = ReadonlyMap<string, readonly string[]>;

/** What makes a render another one each time. */
const RANDOM =
  /\b(?:rand\w+|gen[A-Z]\w+|now|uuidv4|shuffle|derivePassword|htpasswd|bcrypt|encryptAES|date\w*|ago|unixEpoch|keys|values)\b/;
const MOST_VALUE_RENDERS = 48;

/** Where each line of a render comes from. Only the file of each is known where the chart's copy does not print the same. */
export function solveMap(question: MapQuestion): Solution {
  const { call, files, text } = question;
  const named = filesByHelmName(files, chartsIn(files));
  const sections = sectionsOf(text);
  const lines = new Map<number, SolvedLine>();
  for (const section of sections) addFile(section, named.get(section.template), lines);
  if (files.length === 0) return { lines, renders: 0 };
  const copy = new ChartCopy(call, files);
  solveTemplates(question, copy, sections, lines);
  return { lines, renders: copy.renders };
}

/** A file of CRDs is printed as it is; of a template only the file is known at first. */
function addFile(
  { template, firstLine, lines: printed }: Section,
  file: ChartFile | undefined,
  lines: Map<number, SolvedLine>,
): void {
  if (file === undefined) return;
  const isTemplate = /(?:^|\/)templates\//.test(template);
  const own = isTemplate ? [] : Buffer.from(file.bytes).toString('utf8').split('\n');
  for (const [at, line] of printed.entries()) {
    const isSame = !isTemplate && own[at]?.trimEnd() === line.trimEnd();
    lines.set(firstLine + at, {
      file: file.shown,
      line: isSame ? at + 1 : undefined,
      column: isSame ? line.length - line.trimStart().length + 1 : undefined,
      precision: isSame ? 'exact' : 'unknown',
      value: undefined,
    });
  }
}

function solveTemplates(
  question: MapQuestion,
  copy: ChartCopy,
  sections: readonly Section[],
  lines: Map<number, SolvedLine>,
): void {
  const { call, files, text, seed } = question;
  const { valuesFiles = [], settings = [] } = call.options;
  const values = { valuesFiles, settings };
  const plain = plainRender(copy, files, values);
  if (plain === undefined) return;
  const sources = valueSources(files, call);
  const salt = saltFor(seed, [text, ...sources.map((source) => source.text)]);
  const marks = marksOf(salt);
  const chart = new MarkedChart(files, marks);
  const render = new TemplateMarks(copy, chart, marks, values, plain).solve();
  if (render === undefined) return;
  const names = question.names ?? new Set(render.lines.keys());
  const mayShow = new MayShow(chart, render);
  const ask = new ValueMarks({
    copy,
    call,
    chart,
    marks,
    render,
    sources,
    tokens: new TokenMaker(salt, text),
    mostRenders: MOST_VALUE_RENDERS,
    mayShow: (name, line, leaf) => mayShow.at(name, line, leaf),
  });
  askForValues(ask, { chart, sources, names, mayShow });
  const assembly: Assembly = { chart, render, shown: ask.shown, sources, find: valueFinder(sources), lines };
  const used = new Map<string, Set<number>>();
  for (const section of sections) {
    const raw = plain.raw.get(section.template);
    if (raw === undefined) continue;
    const taken = used.get(section.template) ?? new Set();
    used.set(section.template, taken);
    const offset = alignSection(section, { lines: raw, loose: plain.loose.get(section.template) }, taken);
    if (offset !== undefined) assemble(section, offset, assembly);
  }
}

interface Plain {
  readonly raw: Raw;
  readonly loose: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The copy without a mark. Twice, where something random is in it: what differs then may differ again. */
function plainRender(
  copy: ChartCopy,
  files: readonly ChartFile[],
  values: Pick<Render, 'valuesFiles' | 'settings'>,
): Plain | undefined {
  const raw = copy.render(new Map(), values);
  if (typeof raw === 'string') return undefined;
  const isRandom = files.some(
    ({ path, bytes }) => path.includes('templates/') && RANDOM.test(Buffer.from(bytes).toString('utf8')),
  );
  const loose = new Map<string, ReadonlySet<number>>();
  const second = isRandom ? copy.render(new Map(), values) : raw;
  if (typeof second === 'string') return undefined;
  for (const [name, lines] of raw) {
    const again = second.get(name) ?? [];
    const different = lines.flatMap((line, at) => (line === again[at] ? [] : [at]));
    if (different.length > 0 && again.length === lines.length) loose.set(name, new Set(different));
  }
  return { raw, loose };
}

interface Assembly {
  readonly chart: MarkedChart;
  readonly render: MarkedRender;
  readonly shown: ShownLeaves;
  readonly sources: readonly ValueSource[];
  readonly find: FindValue;
  readonly lines: Map<number, SolvedLine>;
}

function assemble(section: Section, offset: number, assembly: Assembly): void {
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
  leaves: readonly Leaf[] | undefined,
  key: ShownKey | undefined,
  sources: readonly ValueSource[],
): SolvedValue | undefined {
  const leaf = leaves?.at(-1) ?? key?.leaf;
  if (leaf === undefined) return undefined;
  const source = sources.find((each) => each.leaves.includes(leaf));
  if (source === undefined) return undefined;
  const { shown: file, prefix } = source;
  if (leaves?.length) return { file, line: leaf.line, column: leaf.column, key: prefix + leaf.key, precision: 'exact' };
  const path = leaf.path.slice(0, key?.depth);
  const found = valueFinder([source])(path, '');
  return { file, line: found?.line, column: found?.column, key: prefix + formatPath(path), precision: 'exact' };
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
