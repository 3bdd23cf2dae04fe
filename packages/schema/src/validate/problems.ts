import type { SchemaType } from '../schema-type.ts';
import type { Formats } from './formats.ts';
import { complaintsOf, fits, fitsScalar, isMap, isGiven, isSupported, MODE } from './fits.ts';
import { anyObject } from './rules/any-object.ts';
import type { Members, Rule } from './rules/rule.ts';

/** Map keys as strings, list items as zero-based numbers. */
export type ProblemPath = readonly (string | number)[];

/** What the API server refuses of an object. */
export type Problem = UnknownField | WrongType | MissingField | UnsupportedValue | InvalidValue;

interface ProblemPlace {
  readonly at: ProblemPath;
  /** The objects that it stands in, from the outermost, each with the length of its path. */
  readonly holders: readonly Holder[];
}

export interface Holder {
  readonly depth: number;
  readonly type: SchemaType;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A field that the type of its object does not have (400 where strict validation is asked for). */
export interface UnknownField extends ProblemPlace {
  readonly problem: 'unknown-field';
}

/** A value that is not read as the type of its field (400; of custom kinds 422). */
export interface WrongType extends ProblemPlace {
  readonly problem: 'wrong-type';
  readonly expected: SchemaType;
  readonly found: unknown;
}

/** A field without which the object is refused (422); `at` is where it would stand. */
export interface MissingField extends ProblemPlace {
  readonly problem: 'missing-field';
  /** What to say after its name. */
  readonly reason: string;
}

/** A text that is none of those that the field takes (422). */
export interface UnsupportedValue extends ProblemPlace {
  readonly problem: 'unsupported-value';
  readonly found: string;
  readonly values: ReadonlySet<string>;
}

/** A value that is read and does not have the form that its field demands, or does not go with other fields (422). */
export interface InvalidValue extends ProblemPlace {
  readonly problem: 'invalid-value';
  /** What to say after its name. */
  readonly reason: string;
}

export interface ProblemOptions {
  readonly formats: Formats;
  /** Whether the object is a part of one: what it lacks is elsewhere. */
  readonly partial?: boolean;
}

/** Every problem that the API server has with `value` as `type`, in the order of its fields. Empty where it fits. */
export function problemsOf(value: unknown, type: SchemaType, { formats, partial = false }: ProblemOptions): readonly Problem[] {
  const mode = partial ? MODE.PARTIAL : MODE.STRICT;
  if (fits(value, type, formats, mode) && (!isMap(value) || complaintsOf(anyObject, value, formats, mode).length === 0))
    return NONE;
  const search = new Search(formats);
  search.visitRoot(value, type, mode);
  return search.problems;
}

const NONE: readonly Problem[] = [];

class Search {
  readonly problems: Problem[] = [];
  readonly #formats: Formats;
  readonly #path: (string | number)[] = [];
  readonly #holders: Holder[] = [];

  constructor(formats: Formats) {
    this.#formats = formats;
  }

  visitRoot(value: unknown, type: SchemaType, mode: number): void {
    this.visit(value, type, mode);
    if (!isMap(value)) return;
    this.#holders.push({ depth: 0, type, value });
    this.#complain(anyObject, value, mode);
    this.#holders.pop();
  }

  visit(value: unknown, type: SchemaType, mode: number): void {
    if (value === null || value === undefined || fits(value, type, this.#formats, mode)) return;
    switch (type.kind) {
      case 'object':
        this.#visitObject(value, type, mode);
        break;
      case 'list':
        this.#visitItems(value, type, mode);
        break;
      case 'map':
        this.#visitValues(value, type, mode);
        break;
      case 'schema-or-list':
      case 'schema-or-boolean':
      case 'schema-or-strings':
        this.#visitChoice(value, type, mode | MODE.LENIENT);
        break;
      default:
        this.#visitScalar(value, type);
    }
  }

  #visitObject(value: unknown, type: SchemaType, mode: number): void {
    if (!isMap(value)) return this.#addWrongType(value, type);
    this.#holders.push({ depth: this.#path.length, type, value });
    for (const name of Object.keys(value)) {
      const field = type.fields.get(name);
      if (field !== undefined) this.#visitAt(name, value[name], field.type, name === 'status' ? mode | MODE.UNJUDGED : mode);
      else if ((mode & MODE.LENIENT) === 0 && !type.open) this.problems.push({ problem: 'unknown-field', ...this.#place(name) });
    }
    if ((mode & MODE.UNJUDGED) === 0) this.#judge(value, type, mode);
    this.#holders.pop();
  }

  /** What the validation has against an object that is read. */
  #judge(value: Members, { demands, rule }: SchemaType, mode: number): void {
    const missing =
      (mode & MODE.PARTIAL) === 0
        ? demands.filter((field) => !isGiven(Object.hasOwn(value, field.name) ? value[field.name] : undefined, field))
        : [];
    for (const { name } of missing) {
      const reason = `is ${Object.hasOwn(value, name) && value[name] !== null ? 'empty' : 'missing'}, and the API server demands it`;
      this.problems.push({ problem: 'missing-field', ...this.#place(name), reason });
    }
    if (rule !== undefined) this.#complain(rule, value, mode);
  }

  #complain(rule: Rule, value: Members, mode: number): void {
    for (const { problem, below, reason } of complaintsOf(rule, value, this.#formats, mode)) {
      this.problems.push({ problem, ...this.#place(...below), reason });
    }
  }

  #visitItems(value: unknown, type: SchemaType, mode: number): void {
    if (!Array.isArray(value)) return this.#addWrongType(value, type);
    for (const [index, item] of value.entries()) if (type.items !== undefined) this.#visitAt(index, item, type.items, mode);
  }

  #visitValues(value: unknown, type: SchemaType, mode: number): void {
    if (!isMap(value)) return this.#addWrongType(value, type);
    for (const name of Object.keys(value)) {
      if (type.items !== undefined) this.#visitAt(name, value[name], type.items, mode);
    }
  }

  #visitChoice(value: unknown, type: SchemaType, mode: number): void {
    if (isMap(value) && type.items !== undefined) return this.visit(value, type.items, mode);
    if (!Array.isArray(value) || type.kind !== 'schema-or-list') return this.#addWrongType(value, type);
    for (const [index, item] of value.entries()) if (type.items !== undefined) this.#visitAt(index, item, type.items, mode);
  }

  #visitScalar(value: unknown, type: SchemaType): void {
    if (!fitsScalar(value, type, this.#formats)) this.#addWrongType(value, type);
    else if (type.values !== undefined && typeof value === 'string' && !isSupported(value, type)) {
      this.problems.push({ problem: 'unsupported-value', ...this.#place(), found: value, values: type.values });
    }
  }

  #visitAt(step: string | number, value: unknown, type: SchemaType, mode: number): void {
    this.#path.push(step);
    this.visit(value, type, mode);
    this.#path.pop();
  }

  #addWrongType(found: unknown, expected: SchemaType): void {
    this.problems.push({ problem: 'wrong-type', ...this.#place(), expected, found });
  }

  #place(...below: readonly (string | number)[]): ProblemPlace {
    return { at: [...this.#path, ...below], holders: [...this.#holders] };
  }
}
