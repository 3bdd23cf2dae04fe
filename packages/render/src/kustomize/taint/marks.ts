import type { Json, Range } from '@bulwark/model';

import type { Candidate } from './candidate.ts';
import type { MarkableFile } from './marked-file.ts';

/** Marks that are numbers start here: no port, count or id of a manifest is so large. */
const FIRST_NUMBER = 7_100_000_000;

/** Of a mark that is a key. */
const VALUE = 'eHh4';

/** What was marked in one build, and how to know it again in what the build has printed. */
export class Marks {
  readonly #stem: string;
  readonly #pattern: RegExp;
  readonly #candidates: readonly Candidate[];
  readonly #ids: ReadonlyMap<Candidate, number>;

  /** `stem` stands in none of the build's texts; lower-case letters only, because names of many kinds may hold those. */
  constructor(candidates: readonly Candidate[], stem: string) {
    this.#stem = stem;
    this.#pattern = new RegExp(`${stem}(\\d+)z`, 'g');
    this.#candidates = candidates;
    this.#ids = new Map(candidates.map((candidate, id) => [candidate, id]));
  }

  /** The file's text with its marks; undefined where it has none. */
  textOf({ file, candidates, inners }: MarkableFile): string | undefined {
    const splices = this.#splices(candidates, file.text);
    for (const { range, text, candidates: within } of inners) {
      const marked = this.#splices(within, text.text);
      if (marked.length > 0) splices.push(replacing(range, file.text, yamlString(spliced(text.text, marked))));
    }
    return splices.length === 0 ? undefined : spliced(file.text, splices);
  }

  #splices(candidates: readonly Candidate[], text: string): Splice[] {
    return candidates.flatMap((candidate) => {
      const id = this.#ids.get(candidate);
      return id === undefined ? [] : [this.#splice(candidate, id, text)];
    });
  }

  #splice(candidate: Candidate, id: number, text: string): Splice {
    const { range, style, value } = candidate;
    if (style === 'bare') return { range: { start: range.end, end: range.end }, text: this.#token(id) };
    if (style === 'map') return { range, text: this.#member(id, range.start, text) };
    if (style === 'number') return replacing(range, text, String(FIRST_NUMBER + id));
    const marked = typeof value === 'string' ? value + this.#inserted(candidate, id) : this.#token(id);
    return replacing(range, text, yamlString(marked));
  }

  /** A member of a map that holds nothing but the mark; its value is one that every field of bytes can have. */
  #member(id: number, at: number, text: string): string {
    const token = this.#token(id);
    if (text[at - 1] === '{') return `"${token}": "${VALUE}"${/^\s*\}/.test(text.slice(at, at + 200)) ? '' : ', '}`;
    return `${token}: ${VALUE}\n${' '.repeat(at - 1 - text.lastIndexOf('\n', at - 1))}`;
  }

  #token(id: number): string {
    return `${this.#stem}${id}z`;
  }

  #inserted({ style, value }: Candidate, id: number): string {
    const isUntagged = style === 'image' && typeof value === 'string' && !/[:@][^/]*$/.test(value);
    return isUntagged ? `:${this.#token(id)}` : this.#token(id);
  }

  /** The candidates whose marks are in a value of the outcome, in their order. */
  in(value: Json): Candidate[] {
    if (typeof value === 'number') return this.#known(value - FIRST_NUMBER);
    if (typeof value !== 'string' || !value.includes(this.#stem)) return [];
    const ids = [...value.matchAll(this.#pattern)].map((match) => Number(match[1]));
    return [...new Set(ids)].flatMap((id) => this.#known(id));
  }

  #known(id: number): Candidate[] {
    const candidate = this.#candidates[id];
    return candidate === undefined ? [] : [candidate];
  }

  /** The value as it would be without its marks. */
  without(value: Json): Json {
    const [first] = this.in(value);
    if (first === undefined || typeof value !== 'string') return first?.value ?? value;
    if (typeof first.value !== 'string' && value === this.#token(this.#ids.get(first) ?? -1)) return first.value;
    let text = value;
    for (const candidate of this.in(value)) {
      const id = this.#ids.get(candidate) ?? -1;
      text =
        typeof candidate.value === 'string'
          ? text.replaceAll(this.#inserted(candidate, id), '')
          : text.replaceAll(this.#token(id), scalarText(candidate.value));
    }
    return text;
  }
}

interface Splice {
  readonly range: Range;
  readonly text: string;
}

/** A block scalar takes its last line's end with it: what stands in its place must leave one. */
function replacing(range: Range, text: string, by: string): Splice {
  const isLineEnded = text.slice(range.start, range.end).endsWith('\n');
  return { range, text: isLineEnded ? `${by}\n` : by };
}

function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { range, text: by } of splices.toSorted((a, b) => a.range.start - b.range.start)) {
    if (range.start < at) continue;
    result += text.slice(at, range.start) + by;
    at = range.end;
  }
  return result + text.slice(at);
}

/** A number or a boolean that became a part of a text. */
function scalarText(value: Json): string {
  return typeof value === 'object' ? '' : String(value);
}

/** JSON is YAML, but for the few characters that YAML wants to have escaped. */
function yamlString(text: string): string {
  const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // oxlint-disable-next-line no-control-regex
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

/** Letters that stand in none of the texts. */
export function freeStem(texts: readonly string[]): string {
  let stem = 'qzbw';
  while (texts.some((text) => text.includes(stem))) stem += 'q';
  return stem;
}
