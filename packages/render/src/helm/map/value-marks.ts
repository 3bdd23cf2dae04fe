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
  readonly #seen = new Set<Leaf>();
  #renders = 0;

  constructor(question: ValueQuestion) {
    this.#question = question;
    this.#templates = question.chart.changes(question.render.isWanted);
  }

  /** What these leaves show, in the templates of these names. */
  ask(leaves: readonly Leaf[], names: ReadonlySet<string>): void {
    if (leaves.length === 0 || this.#renders >= this.#question.mostRenders) return;
    const left = this.#look(leaves, names);
    if (left === 'culprits' || left.size === 0 || leaves.length < 2) return;
    const unseen = leaves.filter((leaf) => !this.#seen.has(leaf));
    // All but one are seen: that one alone may be what the template has not done the same with.
    const middle = Math.ceil(unseen.length / 2);
    this.ask(unseen.slice(0, middle), left);
    this.ask(unseen.slice(middle), left);
  }

  /** The names whose templates have done something else; all of them where none could be rendered. */
  #look(leaves: readonly Leaf[], names: ReadonlySet<string>): ReadonlySet<string> | 'culprits' {
    const { copy, call, tokens, sources, render, marks } = this.#question;
    const { byLeaf, read } = tokens.tokensOf(leaves);
    const { changes, values } = writeValues(sources, byLeaf, call);
    this.#renders += 1;
    const raw = copy.render(new Map([...this.#templates, ...changes]), values);
    if (typeof raw === 'string') return this.#withoutCulprits(raw, leaves, names);
    const left = new Set<string>();
    for (const name of names) {
      const printed = render.lines.get(name) ?? [];
      const lines = (raw.get(name) ?? []).map((line) => marks.read(line));
      const pairs = samePlaces(
        printed.map(({ shown }) => shown),
        lines.map(({ ids }) => ids),
      );
      if (pairs.size < printed.length || lines.length !== printed.length) left.add(name);
      for (const [at, other] of pairs) this.#take(name, at, printed[at]?.text ?? '', read(lines[other]?.text ?? ''));
    }
    return left;
  }

  #take(name: string, at: number, plain: string, { text, leaves }: { text: string; leaves: readonly Leaf[] }): void {
    if (leaves.length === 0 || bare(text) !== bare(plain)) return;
    const shown = this.shown.get(name) ?? new Map<number, readonly Leaf[]>();
    this.shown.set(name, shown);
    const before = shown.get(at) ?? [];
    shown.set(at, [...before, ...leaves.filter((leaf) => !before.includes(leaf))]);
    for (const leaf of leaves) this.#seen.add(leaf);
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
