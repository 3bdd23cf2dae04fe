import type { ChartFile } from '../chart-files.ts';
import { filesByHelmName, chartsIn } from '../chart-names.ts';
import { sectionsOf, type Section } from '../documents.ts';
import type { HelmCall, Render } from '../run-helm.ts';
import { alignSection } from './align.ts';
import { assemble, type Assembly } from './assemble.ts';
import { ChartCopy } from './chart-copy.ts';
import { askForValues } from './ask-for-values.ts';
import { MayShow } from './may-show.ts';
import { MarkedChart } from './marked-chart.ts';
import { marksOf, saltFor } from './marks.ts';
import { valueFinder } from './named-values.ts';
import type { SolvedLine } from './solved.ts';
import { TemplateMarks } from './template-marks.ts';
import { valueSources } from './value-files.ts';
import { ValueMarks } from './value-marks.ts';
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
  try {
    const copy = new ChartCopy(call, files);
    solveTemplates(question, copy, sections, lines);
    return { lines, renders: copy.renders };
  } catch (error) {
    // A full disk, or a file of values that is gone: what is known of the lines stays true.
    if (error instanceof Error && 'code' in error && 'syscall' in error) return { lines, renders: 0 };
    throw error;
  }
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
