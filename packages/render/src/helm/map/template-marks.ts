import { placesIn } from '../helm-failure.ts';
import type { Render } from '../run-helm.ts';
import type { ChartCopy, RawRender } from './chart-copy.ts';
import type { MarkEdit } from './mark-template.ts';
import type { MarkedChart, MarkedTemplate } from './marked-chart.ts';
import type { Marks } from './marks.ts';

/** A line that a template has printed: as it is without marks, and the template lines that had a hand in it. */
export interface PrintedLine {
  readonly text: string;
  /** From the one that began it to those that called for it; undefined where the marks have changed it. */
  readonly chain: readonly number[] | undefined;
  /** The marks that the render with all that are wanted has shown, taken for true or not. */
  readonly shown: readonly number[];
}

/** What the templates print, by Helm's names for them, and which marks told where it comes from. */
export interface MarkedRender {
  readonly lines: ReadonlyMap<string, readonly PrintedLine[]>;
  readonly isWanted: (template: MarkedTemplate, edit: MarkEdit) => boolean;
}

type Values = Pick<Render, 'valuesFiles' | 'settings'>;
type Wanted = MarkedRender['isWanted'];
type Raw = Exclude<RawRender, string>;

const MOST_ERRORS = 8;
const MOST_RENDERS = 40;

/**
 * Renders with a mark on every line and takes a mark for true where the line without it is what the plain render has.
 * A checksum of another template changes with that one's marks: those lines are asked about again without them. Marks that
 * change more are found by halves, and left out. Undefined where nothing can be marked.
 */
export class TemplateMarks {
  readonly #copy: ChartCopy;
  readonly #chart: MarkedChart;
  readonly #marks: Marks;
  readonly #values: Values;
  readonly #plain: Raw;
  /** Lines that differ from render to render. */
  readonly #loose: ReadonlyMap<string, ReadonlySet<number>>;

  // oxlint-disable-next-line max-params -- the parts of one question
  constructor(
    copy: ChartCopy,
    chart: MarkedChart,
    marks: Marks,
    values: Values,
    plain: { raw: Raw; loose: ReadonlyMap<string, ReadonlySet<number>> },
  ) {
    this.#copy = copy;
    this.#chart = chart;
    this.#marks = marks;
    this.#values = values;
    this.#plain = plain.raw;
    this.#loose = plain.loose;
  }

  solve(): MarkedRender | undefined {
    const first = this.#withoutErrors();
    if (first === undefined) return undefined;
    const { raw, isWanted } = first;
    const lines = new Map(Array.from(this.#plain, ([name, plain]) => [name, this.#compare(name, plain, raw.get(name))]));
    const bad = this.#bad(lines);
    if (bad.size > 0) this.#askAgain(bad, lines, isWanted);
    return { lines, isWanted };
  }

  /** A mark that Helm cannot take is one in the line that it names: without them it is tried again. */
  #withoutErrors(): { raw: Raw; isWanted: Wanted } | undefined {
    const without = new Set<string>();
    let readFiles = this.#chart.templates.some(({ isRead }) => isRead);
    for (let round = 0; round < MOST_ERRORS; round += 1) {
      const keepsFiles = readFiles;
      const isWanted: Wanted = ({ file, isRead }, { line }) => {
        const tail = tailOf(file.path);
        return (keepsFiles || !isRead) && !without.has(tail) && !without.has(`${tail}:${line + 1}`);
      };
      const raw = this.#render(isWanted);
      if (typeof raw !== 'string') return { raw, isWanted };
      const before = without.size;
      // What a template makes of a file, Helm does not name.
      if (readFiles) {
        readFiles = false;
        continue;
      }
      for (const { template, line } of placesIn(raw)) {
        const tail = tailOf(template);
        without.add(round < MOST_ERRORS / 2 ? `${tail}:${line}` : tail);
      }
      if (without.size === before) break;
    }
    const outside: Wanted = ({ isRead }, { define }) => !isRead && define === undefined;
    const raw = this.#render(outside);
    return typeof raw === 'string' ? undefined : { raw, isWanted: outside };
  }

  #render(isWanted: Wanted): RawRender {
    return this.#copy.render(this.#chart.changes(isWanted), this.#values);
  }

  #compare(name: string, plain: readonly string[], marked: readonly string[] | undefined): PrintedLine[] {
    const loose = this.#loose.get(name);
    const isSameLength = marked?.length === plain.length;
    return plain.map((line, at) => {
      const text = line.trimEnd();
      if (!isSameLength) return { text, chain: undefined, shown: [] };
      const read = this.#marks.read(marked[at] ?? '');
      return { text, chain: read.text === text || loose?.has(at) === true ? read.ids : undefined, shown: read.ids };
    });
  }

  #bad(lines: ReadonlyMap<string, readonly PrintedLine[]>): Set<string> {
    return new Set(
      Array.from(lines).flatMap(([name, printed]) => (printed.some(({ chain }) => chain === undefined) ? [name] : [])),
    );
  }

  /** With the marks of only those templates whose lines have changed; then with ever fewer of them. */
  #askAgain(bad: ReadonlySet<string>, lines: Map<string, readonly PrintedLine[]>, isWanted: Wanted): void {
    const tails = new Set(Array.from(bad, tailOf));
    const isOwn: Wanted = (template, edit) =>
      edit.define === undefined && tails.has(tailOf(template.file.path)) && isWanted(template, edit);
    this.#take(bad, lines, isOwn);
    const left = this.#bad(lines);
    if (left.size === 0) return;
    const edits = this.#chart.templates.flatMap((template) => template.edits.filter((edit) => isOwn(template, edit)));
    this.#halve(left, lines, edits);
  }

  /** One render; its lines are taken where there are none yet. */
  #take(names: ReadonlySet<string>, lines: Map<string, readonly PrintedLine[]>, isWanted: Wanted): boolean {
    const raw = this.#render(isWanted);
    if (typeof raw === 'string') return false;
    let isWhole = true;
    for (const name of names) {
      const again = this.#compare(name, this.#plain.get(name) ?? [], raw.get(name));
      isWhole &&= again.every(({ chain }) => chain !== undefined);
      lines.set(
        name,
        (lines.get(name) ?? again).map((line, at) =>
          line.chain === undefined && again[at]?.chain?.length ? { ...line, chain: again[at].chain } : line,
        ),
      );
    }
    return isWhole;
  }

  #halve(names: ReadonlySet<string>, lines: Map<string, readonly PrintedLine[]>, edits: readonly MarkEdit[]): void {
    if (edits.length < 2 || this.#copy.renders > MOST_RENDERS || this.#bad(lines).size === 0) return;
    const middle = edits.length >> 1;
    for (const half of [edits.slice(0, middle), edits.slice(middle)]) {
      const chosen = new Set(half);
      if (!this.#take(names, lines, (_, edit) => chosen.has(edit))) this.#halve(names, lines, half);
    }
  }
}

/** Folders of unpacked subcharts are not named as Helm names them: the template's own name has to do. */
function tailOf(path: string): string {
  return path.slice(Math.max(0, path.lastIndexOf('templates/')));
}
