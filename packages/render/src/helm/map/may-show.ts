import { textOf, type MarkedChart } from './marked-chart.ts';
import type { MarkedRender } from './template-marks.ts';
import type { Leaf } from './value-leaves.ts';

/** A printed line, and the template lines that had a hand in it. */
interface Candidate {
  readonly text: string;
  readonly templates: string;
}

/** Something that holds a value without naming it: a variable, or what a `with` or a `range` stands at. */
const UNNAMED = /\{\{-?\s*(?:\w+\s+)?(?:\$\w+|\.)\s*[|}-]/;

/** Which leaves a line may show, as far as the texts of both tell. */
export class MayShow {
  readonly #candidates = new Map<string, readonly (Candidate | undefined)[]>();
  /** Names that templates say: with another name, they would not find what they look for. */
  readonly #said: ReadonlySet<string>;

  constructor(chart: MarkedChart, render: MarkedRender) {
    this.#said = new Set(chart.templates.flatMap(({ text }) => text.match(/(?<=[."])[\w-]+/g) ?? []));
    const textOfLine = (id: number): string => {
      const line = chart.lineOf(id);
      return line === undefined ? '' : textOf(line);
    };
    for (const [name, printed] of render.lines) {
      const candidates = printed.map(({ text, shown }) => {
        const templates = shown.map(textOfLine).join('\n');
        // A text alone shows no value.
        return templates.includes('{{') ? { text, templates } : undefined;
      });
      this.#candidates.set(name, candidates);
    }
  }

  at(name: string, line: number, leaf: Leaf): boolean {
    const candidate = this.#candidates.get(name)?.[line];
    return candidate !== undefined && this.#mayBeRenamed(leaf) && mayShow(candidate, leaf);
  }

  anywhere(names: ReadonlySet<string>, leaf: Leaf): boolean {
    if (!this.#mayBeRenamed(leaf)) return false;
    for (const name of names) {
      if (this.#candidates.get(name)?.some((candidate) => candidate !== undefined && mayShow(candidate, leaf))) return true;
    }
    return false;
  }

  #mayBeRenamed({ kind, printed }: Leaf): boolean {
    return kind !== 'key' || !this.#said.has(printed);
  }
}

/** A key is printed by a variable, where the template's own text does not have it. */
function mayShowKey({ text, templates }: Candidate, printed: string): boolean {
  const literal = templates.replace(/\{\{.*?\}\}/g, '');
  return UNNAMED.test(templates) && text.split(printed).length > literal.split(printed).length;
}

/** Short values stand in many lines: of those, only a line counts whose template may know the value's name. */
function mayShow(candidate: Candidate, { kind, printed, path }: Leaf): boolean {
  const { text, templates } = candidate;
  if (kind === 'key') return mayShowKey(candidate, printed);
  if (kind === 'text') return printed.includes('{{') || text.includes(printed);
  if (!text.includes(printed)) return false;
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  return text.includes(name) || templates.includes(name) || UNNAMED.test(templates);
}
