import type { SchemaType } from '../schema-type.ts';
import type { Formats } from './formats.ts';
import { fits, fitsScalar } from './fits.ts';

/** Map keys as strings, list items as zero-based numbers. */
export type ProblemPath = readonly (string | number)[];

/** What the API server refuses to read (400): a field that the type of its object does not have, or a value of a wrong type. */
export type DecodingProblem = UnknownField | WrongType;

export interface UnknownField {
  readonly problem: 'unknown-field';
  readonly at: ProblemPath;
  /** The types of the objects from the outermost to the one that the field stands in, each with the length of its path. */
  readonly holders: readonly Holder[];
}

export interface Holder {
  readonly depth: number;
  readonly type: SchemaType;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface WrongType {
  readonly problem: 'wrong-type';
  readonly at: ProblemPath;
  readonly expected: SchemaType;
  readonly found: unknown;
  /** The types of the objects that it stands in, from the outermost. */
  readonly holders: readonly Holder[];
}

/** Every problem that the API server has with reading `value` as `type`, in the order of its fields. Empty where it fits. */
export function decodingProblems(value: unknown, type: SchemaType, formats: Formats): readonly DecodingProblem[] {
  if (fits(value, type, formats)) return NONE;
  const search = new Search(formats);
  search.visit(value, type, false);
  return search.problems;
}

const NONE: readonly DecodingProblem[] = [];

class Search {
  readonly problems: DecodingProblem[] = [];
  readonly #formats: Formats;
  readonly #path: (string | number)[] = [];
  readonly #holders: Holder[] = [];

  constructor(formats: Formats) {
    this.#formats = formats;
  }

  visit(value: unknown, type: SchemaType, lenient: boolean): void {
    if (value === null || value === undefined || fits(value, type, this.#formats, lenient)) return;
    switch (type.kind) {
      case 'object':
        this.#visitObject(value, type, lenient);
        break;
      case 'list':
        this.#visitItems(value, type, lenient);
        break;
      case 'map':
        this.#visitValues(value, type, lenient);
        break;
      case 'schema-or-list':
      case 'schema-or-boolean':
      case 'schema-or-strings':
        this.#visitChoice(value, type);
        break;
      default:
        if (!fitsScalar(value, type, this.#formats)) this.#addWrongType(value, type);
    }
  }

  #visitObject(value: unknown, type: SchemaType, lenient: boolean): void {
    if (!isMap(value)) return this.#addWrongType(value, type);
    this.#holders.push({ depth: this.#path.length, type, value });
    for (const name of Object.keys(value)) {
      const field = type.fields.get(name);
      if (field !== undefined) this.#visitAt(name, value[name], field.type, lenient);
      else if (!lenient && !type.open) {
        this.problems.push({ problem: 'unknown-field', at: [...this.#path, name], holders: [...this.#holders] });
      }
    }
    this.#holders.pop();
  }

  #visitItems(value: unknown, type: SchemaType, lenient: boolean): void {
    if (!Array.isArray(value)) return this.#addWrongType(value, type);
    for (const [index, item] of value.entries()) if (type.items !== undefined) this.#visitAt(index, item, type.items, lenient);
  }

  #visitValues(value: unknown, type: SchemaType, lenient: boolean): void {
    if (!isMap(value)) return this.#addWrongType(value, type);
    for (const name of Object.keys(value)) {
      if (type.items !== undefined) this.#visitAt(name, value[name], type.items, lenient);
    }
  }

  #visitChoice(value: unknown, type: SchemaType): void {
    if (isMap(value) && type.items !== undefined) return this.visit(value, type.items, true);
    if (!Array.isArray(value) || type.kind !== 'schema-or-list') return this.#addWrongType(value, type);
    for (const [index, item] of value.entries()) if (type.items !== undefined) this.#visitAt(index, item, type.items, true);
  }

  #visitAt(step: string | number, value: unknown, type: SchemaType, lenient: boolean): void {
    this.#path.push(step);
    this.visit(value, type, lenient);
    this.#path.pop();
  }

  #addWrongType(found: unknown, expected: SchemaType): void {
    this.problems.push({ problem: 'wrong-type', at: [...this.#path], expected, found, holders: [...this.#holders] });
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
