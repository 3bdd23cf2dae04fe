import type { HelmCall } from '../run-helm.ts';
import type { ChartCopy } from './chart-copy.ts';
import type { MarkedChart } from './marked-chart.ts';
import type { Marks } from './marks.ts';
import type { MarkedRender } from './template-marks.ts';
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
  /** Whether a printed line may show a leaf, as far as can be told without a render. */
  readonly mayShow: (name: string, line: number, leaf: Leaf) => boolean;
}

/** What one render has left open. */
interface Rest {
  readonly leaves: readonly Leaf[];
  readonly names: ReadonlySet<string>;
}

const QUOTES = /["']/g;

/**
 * Renders with leaves of the values changed, each to a value that nobody else has. A line is believed that the same template
 * lines have printed, as often as in the plain render, and that is the plain render's with the true value in its place. Where
 * other values change what a template does, those leaves that it has not shown are asked about again, by halves.
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
    const rest = this.#look(leaves, names);
    // Where some of them show nothing in the lines that are left, it may be they that have changed what the chart does.
    if (rest.leaves.length < leaves.length) {
      this.ask(rest.leaves, rest.names);
    } else if (leaves.length > 1) {
      const middle = Math.ceil(leaves.length / 2);
      this.ask(rest.leaves.slice(0, middle), rest.names);
      this.ask(rest.leaves.slice(middle), rest.names);
    }
  }

  /** One render; which of the leaves may show something in lines that it has not printed, and whose lines these are. */
  #look(leaves: readonly Leaf[], names: ReadonlySet<string>): Rest {
    const { copy, call, tokens, sources, render, marks } = this.#question;
    const { byLeaf, read } = tokens.tokensOf(leaves);
    const { changes, values } = writeValues(sources, byLeaf, call);
    this.#renders += 1;
    const raw = copy.render(new Map([...this.#templates, ...changes]), values);
    if (typeof raw === 'string') return { leaves: withoutCulprits(raw, leaves), names };
    const left = new Set<string>();
    const wanted = new Set<Leaf>();
    for (const name of names) {
      const printed = render.lines.get(name) ?? [];
      const lines = (raw.get(name) ?? []).map((line) => marks.read(line));
      const pairs = samePlaces(
        printed.map(({ shown }) => shown),
        lines.map(({ ids }) => ids),
      );
      for (const [at, { text }] of printed.entries()) {
        const other = pairs.get(at);
        if (other !== undefined) this.#take(name, at, text, read(lines[other]?.text ?? ''));
        else if (this.#want(name, at, leaves, wanted)) left.add(name);
      }
    }
    return { leaves: leaves.filter((leaf) => wanted.has(leaf)), names: left };
  }

  #want(name: string, at: number, leaves: readonly Leaf[], wanted: Set<Leaf>): boolean {
    if (this.shown.get(name)?.has(at) === true) return false;
    const before = wanted.size;
    const possible = leaves.filter((leaf) => this.#question.mayShow(name, at, leaf));
    for (const leaf of possible) wanted.add(leaf);
    return wanted.size > before || possible.length > 0;
  }

  #take(name: string, at: number, plain: string, { text, leaves }: { text: string; leaves: readonly Leaf[] }): void {
    if (leaves.length === 0 || bare(text) !== bare(plain)) return;
    const shown = this.shown.get(name) ?? new Map<number, readonly Leaf[]>();
    this.shown.set(name, shown);
    const before = shown.get(at) ?? [];
    shown.set(at, [...before, ...leaves.filter((leaf) => !before.includes(leaf))]);
  }
}

/** Helm names the value that a function could not take: the others are asked about without it. */
function withoutCulprits(error: string, leaves: readonly Leaf[]): readonly Leaf[] {
  const named = new Set(Array.from(error.matchAll(/\.Values\.([\w.]+)/g), ([, path = '']) => path));
  return leaves.filter(({ path }) => !isNamed(path, named));
}

/** Whether templates would say this path, or in a subchart its end, or something that holds it. */
export function isNamed(path: readonly (string | number)[], named: ReadonlySet<string>): boolean {
  const steps = path.map(String);
  for (let from = 0; from < steps.length; from += 1) {
    if (named.has(steps.slice(from).join('.'))) return true;
  }
  return false;
}

/** Each line's number, and that of the line that the same template lines have printed, if they have as often as before. */
function samePlaces(before: readonly (readonly number[])[], after: readonly (readonly number[])[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const chains = (lines: readonly (readonly number[])[]): Map<string, number[]> =>
    Map.groupBy(Array.from(lines.keys()), (at) => lines[at]?.join(' ') ?? '');
  const others = chains(after);
  for (const [chain, places] of chains(before)) {
    const same = others.get(chain);
    if (same?.length !== places.length) continue;
    for (const [index, at] of places.entries()) pairs.set(at, same[index] ?? at);
  }
  return pairs;
}

/** Another value may need quotes where the true one needs none, and the other way round. */
function bare(text: string): string {
  return text.replace(QUOTES, '').trimEnd();
}
