import type { DefaultRule, Defaults, Field, Schema, SchemaType } from '@bulwark/schema';
import type { Json } from '../json.ts';
import { fillIn } from './fill-in.ts';
import { codeOf } from './code.ts';
import type { Child, Plan, Rule } from './plan.ts';

/** The plans of one schema, each made when it is first asked for. */
export class Plans {
  readonly #schema: Schema;
  readonly #kinds = new Map<string, Map<string, Plan | undefined>>();
  readonly #plans = new Map<SchemaType, Plan>();
  readonly #needs = new Map<SchemaType, boolean>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** The plan of a kind; undefined where the server does not know it, or gives its objects nothing. */
  ofKind(apiVersion: string, kind: string): Plan | undefined {
    let ofVersion = this.#kinds.get(apiVersion);
    if (ofVersion?.has(kind) === true) return ofVersion.get(kind);
    const type = this.#schema.kind(apiVersion, kind)?.type;
    // Nobody can fill the memory with names.
    if (type === undefined) return undefined;
    if (ofVersion === undefined) this.#kinds.set(apiVersion, (ofVersion = new Map()));
    const plan = this.#defaultsOf(type)?.isKind === true ? this.#ofType(type) : undefined;
    ofVersion.set(kind, plan);
    return plan;
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
      const child = this.#childOf(field, defaults);
      if (child !== undefined) children.push(child);
    }
    return plan;
  }

  #childOf({ name, type }: Field, defaults: Defaults | undefined): Child | undefined {
    if (defaults?.amounts.includes(name) === true) return { field: name, holds: 'amounts', fill: () => undefined, always: false };
    const item = type.kind === 'list' ? type.items : type;
    if (item?.kind !== 'object' || !this.#needsPlan(item)) return undefined;
    const plan = this.#ofType(item);
    return {
      field: name,
      holds: type.kind === 'list' ? 'list' : 'object',
      fill: (draft) => fillIn(draft, plan),
      always: defaults?.always.includes(name) === true,
    };
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
    if (defaults === undefined) return codeOf(type.name ?? '', undefined) !== undefined;
    return defaults.code !== undefined || defaults.rules.length > 0 || defaults.amounts.length > 0;
  }
}

/** The types of the objects in the fields of another, or in lists there. */
function objectsIn({ fields }: SchemaType): readonly SchemaType[] {
  return [...fields.values()].flatMap(({ type }) => {
    const item = type.kind === 'list' ? type.items : type;
    return item?.kind === 'object' ? [item] : [];
  });
}

function ruleOf({ path, value, orEmpty }: DefaultRule): Rule {
  return { field: path.at(-1) ?? '', value: value as Json, empty: orEmpty ? emptyLike(value as Json) : undefined };
}

function emptyLike(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  return [];
}
