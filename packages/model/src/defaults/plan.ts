import type { DefaultRule, Defaults, Field, Schema, SchemaType } from '@bulwark/schema';
import type { Json } from '../json.ts';
import { codeOf, type Code } from './code.ts';

/** How the objects of one definition get their defaults, put together once from the tables. */
export interface Plan {
  readonly rules: readonly Rule[];
  /** Rules of fields further down. */
  readonly deepRules: readonly DeepRule[];
  readonly code: Code | undefined;
  readonly type: SchemaType;
  readonly children: readonly Child[];
}

export interface Rule {
  readonly field: string;
  readonly value: Json;
  /** What is as good as no value beside null: the empty value of the same type. Undefined where nothing is. */
  readonly empty: Json | undefined;
}

export interface DeepRule extends Rule {
  /** The objects above the field. */
  readonly holders: readonly string[];
}

/** A field that has something with defaults in it. */
export interface Child {
  readonly field: string;
  readonly shape: 'object' | 'list';
  /** Of what is in the field; undefined for amounts. */
  readonly plan: Plan | undefined;
  /** Whether the object is there even where nobody wrote it. */
  readonly always: boolean;
}

/** The plans of one schema, each made when it is first asked for. */
export class Plans {
  readonly #schema: Schema;
  readonly #plans = new Map<SchemaType, Plan>();
  readonly #needs = new Map<SchemaType, boolean>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** The plan of a kind; undefined where the server does not know it, or gives its objects nothing. */
  ofKind(apiVersion: string, kind: string): Plan | undefined {
    const type = this.#schema.kind(apiVersion, kind)?.type;
    return type?.name !== undefined && this.#schema.defaultsOf(type.name)?.isKind === true ? this.#ofType(type) : undefined;
  }

  #ofType(type: SchemaType): Plan {
    const known = this.#plans.get(type);
    if (known !== undefined) return known;
    const defaults = this.#defaultsOf(type);
    const children: Child[] = [];
    const rules = defaults?.rules ?? [];
    const plan: Plan = {
      rules: rules.filter(({ path }) => path.length === 1).map(ruleOf),
      deepRules: rules
        .filter(({ path }) => path.length > 1)
        .map((rule) => ({ ...ruleOf(rule), holders: rule.path.slice(0, -1) })),
      code: codeOf(type.name ?? '', defaults?.code),
      type,
      children,
    };
    // Before its children, so that a type that holds itself finds it.
    this.#plans.set(type, plan);
    for (const field of type.fields.values()) {
      const child = this.#childOf(type, field, defaults?.always.includes(field.name) === true);
      if (child !== undefined) children.push(child);
    }
    return plan;
  }

  #childOf(holder: SchemaType, { name, type }: Field, always: boolean): Child | undefined {
    if (isAmounts(holder, type)) return { field: name, shape: 'object', plan: undefined, always: false };
    const item = type.kind === 'list' ? type.items : type;
    if (item?.kind !== 'object' || !this.#needsPlan(item)) return undefined;
    return { field: name, shape: type.kind === 'list' ? 'list' : 'object', plan: this.#ofType(item), always };
  }

  #defaultsOf({ name }: SchemaType): Defaults | undefined {
    return name === undefined ? undefined : this.#schema.defaultsOf(name);
  }

  /** Whether anything in a type, or below it, can get a default. */
  #needsPlan(type: SchemaType): boolean {
    const known = this.#needs.get(type);
    if (known !== undefined) return known;
    const reached = new Set([type]);
    for (const each of reached) {
      if (this.#needs.get(each) === true || this.#hasOwn(each)) {
        this.#needs.set(type, true);
        return true;
      }
      for (const inner of objectsIn(each)) reached.add(inner);
    }
    for (const each of reached) this.#needs.set(each, false);
    return false;
  }

  #hasOwn(type: SchemaType): boolean {
    const defaults = this.#defaultsOf(type);
    return (
      codeOf(type.name ?? '', defaults?.code) !== undefined ||
      (defaults?.rules.length ?? 0) > 0 ||
      [...type.fields.values()].some((field) => isAmounts(type, field.type))
    );
  }
}

/** The types of the objects in the fields of another, or in lists there. */
function objectsIn({ fields }: SchemaType): readonly SchemaType[] {
  return [...fields.values()].flatMap(({ type }) => {
    const item = type.kind === 'list' ? type.items : type;
    return item?.kind === 'object' ? [item] : [];
  });
}

/** What Go calls a ResourceList. The maps of quantities in other groups are of another type, which has no defaults. */
function isAmounts(holder: SchemaType, type: SchemaType): boolean {
  return type.kind === 'map' && type.items?.kind === 'quantity' && holder.name?.startsWith('core.v1.') === true;
}

function ruleOf({ path, value, orEmpty }: DefaultRule): Rule {
  return { field: path.at(-1) ?? '', value: value as Json, empty: orEmpty ? emptyLike(value as Json) : undefined };
}

function emptyLike(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  return [];
}
