import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHelm, type MappedPlace, type RenderOptions } from '../../../packages/render/src/index.ts';

/** One line of a render that a template has printed, and what the map says of it. */
export interface Line {
  /** One-based, in the render's text. */
  readonly number: number;
  readonly text: string;
  readonly place: MappedPlace;
}

export interface MappedChart {
  readonly name: string;
  readonly options: RenderOptions;
  readonly text: string;
  readonly lines: readonly Line[];
  readonly seconds: number;
}

export interface Shares {
  readonly lines: number;
  readonly exact: number;
  readonly approximate: number;
  readonly unknown: number;
  /** Lines that show something of the values. */
  readonly ofValues: number;
  readonly valuesExact: number;
  readonly valuesApproximate: number;
}

/** A chart rendered, with every line of it asked about. */
export function mapChart(name: string, options: RenderOptions): MappedChart {
  const rendered = renderHelm(name, options);
  if (!('text' in rendered)) throw new Error(`${name}: ${rendered.reason}`);
  const began = performance.now();
  const lines: Line[] = [];
  for (const [at, text] of rendered.text.split('\n').entries()) {
    if (text.trim() === '' || text.startsWith('---') || text.startsWith('# Source: ')) continue;
    lines.push({ number: at + 1, text, place: rendered.map.at({ document: 0, path: [], line: at + 1 }) });
  }
  return { name, options, text: rendered.text, lines, seconds: (performance.now() - began) / 1000 };
}

export function sharesOf({ lines, options }: MappedChart): Shares {
  const templates = new Templates(options.cwd);
  const count = (wanted: (line: Line) => boolean): number => lines.filter(wanted).length;
  return {
    lines: lines.length,
    exact: count(({ place }) => place.source.precision === 'exact'),
    approximate: count(({ place }) => place.source.precision === 'approximate'),
    unknown: count(({ place }) => place.source.precision === 'unknown'),
    ofValues: count((line) => line.place.value !== undefined || templates.mayShowValues(line)),
    valuesExact: count(({ place }) => place.value?.precision === 'exact'),
    valuesApproximate: count(({ place }) => place.value?.precision === 'approximate'),
  };
}

/** Lines of templates, read once. */
export class Templates {
  readonly #cwd: string;
  readonly #files = new Map<string, readonly string[]>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  lineOf(file: string, line: number | undefined): string {
    const lines = this.#files.get(file) ?? this.#read(file);
    return lines[(line ?? 0) - 1] ?? '';
  }

  /**
   * Whether the template's line prints a value: it names one, or a variable, or what a `with` or a `range` stands at. What
   * it calls is not looked into. A guess, since some variables hold no value.
   */
  mayShowValues({ place }: Line): boolean {
    const text = this.lineOf(place.source.file, place.source.line);
    return Array.from(text.matchAll(/\{\{-?([^}]*?)-?\}\}/g)).some(([, action = '']) => {
      return printsValue(action.trim().replace(/\$\w+/g, (name) => (this.#holdsNoValue(place.source.file, name) ? '' : name)));
    });
  }

  /** A variable that is set to something without a value in it: to a name that another template makes. */
  #holdsNoValue(file: string, name: string): boolean {
    const set = (this.#files.get(file) ?? []).filter((line) => line.includes(`${name} :=`));
    return set.length > 0 && set.every((line) => !/\.Values\b|\brange\b|\$\w+/.test(line.replace(name, '')));
  }

  #read(file: string): readonly string[] {
    const lines = file.includes('!') ? [] : readFileSync(join(this.#cwd, file), 'utf8').split('\n');
    this.#files.set(file, lines);
    return lines;
  }
}

function printsValue(action: string): boolean {
  if (/^(?:if|else|end|with|range|define|template|\/\*|\$\w+ :?=)/.test(action)) return false;
  const own = action.replace(/\b(?:include|print)\s+(?:"[^"]*"|\(print[^)]*\))\s+(?:\.|\$\w*|\([^)]*\))/g, '');
  return /\.Values\b|\btoYaml\b|\btpl\b|\$\w+|(?:^|[\s(])\.(?!(?:\w+\.)*(?:Chart|Release|Capabilities|Template|Files)\b)/.test(
    own,
  );
}
