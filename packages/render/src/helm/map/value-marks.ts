import type { HelmCall } from '../run-helm.ts';
import type { ChartCopy } from './chart-copy.ts';
import type { MarkedChart } from './marked-chart.ts';
import type { Marks } from './marks.ts';
import type { MarkedRender, PrintedLine } from './template-marks.ts';
import type { ValueSource } from './value-files.ts';
import { writeValues } from './value-files.ts';
import type { Leaf } from './value-leaves.ts';
import type { TokenMaker } from './value-tokens.ts';

/** The leaves that a printed line shows, from left to right, by the template's name and the line's number. */
export type ShownLeaves = Map<string, Map<number, readonly Leaf[]>>;

export interface ValueQuestion {
  readonly copy: ChartCopy;
  readonly call: HelmCall;
  readonly chart: MarkedChart;
  readonly marks: Marks;
  readonly tokens: TokenMaker;
  readonly render: MarkedRender;
  readonly sources: readonly ValueSource[];
  readonly mostRenders: number;
}

const QUOTES = /["']/g;

/**
 * Renders with leaves of the values changed, each to a value that nobody else has, and believes what it sees of a template
 * where the same template lines have printed the same number of lines, and a line where the true value in its place gives
 * back what the plain render has. Where other values change what a chart does, the leaves are asked about by halves.
 */
export class ValueMarks {
  readonly shown: ShownLeaves = new Map();
  readonly #question: ValueQuestion;
  readonly #templates: ReadonlyMap<string, string>;
  #renders = 0;

  constructor(question: ValueQuestion) {
    this.#question = question;
    this.#templates = question.chart.changes(question.render.isWanted);
  }

  /** What these leaves show, in the templates of these names. */
  ask(leaves: readonly Leaf[], names: ReadonlySet<string>): void {
    if (leaves.length === 0 || this.#renders >= this.#question.mostRenders) return;
    const left = this.#look(leaves, names);
    if (left === 'culprits' || left.size === 0) return;
    if (leaves.length < 2) return;
    const middle = leaves.length >> 1;
    this.ask(leaves.slice(0, middle), left);
    this.ask(leaves.slice(middle), left);
  }

  /** The names whose templates have done something else; all of them where none could be rendered. */
  #look(leaves: readonly Leaf[], names: ReadonlySet<string>): ReadonlySet<string> | 'culprits' {
    const { copy, call, tokens, sources, render } = this.#question;
    const { byLeaf, read } = tokens.tokensOf(leaves);
    const { changes, values } = writeValues(sources, byLeaf, call);
    this.#renders += 1;
    const raw = copy.render(new Map([...this.#templates, ...changes]), values);
    if (typeof raw === 'string') return this.#withoutCulprits(raw, leaves, names);
    const left = new Set<string>();
    for (const name of names) {
      const printed = render.lines.get(name) ?? [];
      const lines = (raw.get(name) ?? []).map((line) => this.#question.marks.read(line));
      const isSame = lines.length === printed.length && lines.every(({ ids }, at) => sameNumbers(ids, printed[at]?.shown ?? []));
      if (isSame)
        this.#take(
          name,
          printed,
          lines.map(({ text }) => read(text)),
        );
      else left.add(name);
    }
    return left;
  }

  #take(name: string, printed: readonly PrintedLine[], lines: readonly { text: string; leaves: readonly Leaf[] }[]): void {
    const shown = this.shown.get(name) ?? new Map<number, readonly Leaf[]>();
    this.shown.set(name, shown);
    for (const [at, { text, leaves }] of lines.entries()) {
      if (leaves.length === 0 || bare(text) !== bare(printed[at]?.text ?? '')) continue;
      const before = shown.get(at) ?? [];
      shown.set(at, [...before, ...leaves.filter((leaf) => !before.includes(leaf))]);
    }
  }

  /** Helm names the value that a function could not take: the others are asked about without it. */
  #withoutCulprits(error: string, leaves: readonly Leaf[], names: ReadonlySet<string>): ReadonlySet<string> | 'culprits' {
    const named = new Set(Array.from(error.matchAll(/\.Values\.([\w.]+)/g), ([, path = '']) => path));
    const others = leaves.filter(({ path }) => !isNamed(path, named));
    if (others.length === leaves.length || others.length === 0) return names;
    this.ask(others, names);
    return 'culprits';
  }
}

/** Whether templates would say this path, or in a subchart its end, or something that holds it. */
export function isNamed(path: readonly (string | number)[], named: ReadonlySet<string>): boolean {
  const steps = path.map(String);
  for (let from = 0; from < steps.length; from += 1) {
    if (named.has(steps.slice(from).join('.'))) return true;
  }
  return false;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

/** Another value may need quotes where the true one needs none, and the other way round. */
function bare(text: string): string {
  return text.replace(QUOTES, '').trimEnd();
}
