import { createHash } from 'node:crypto';
import { evaluate, type DefaultValue } from './go-expression.ts';
import type { GoFunction } from './go-functions.ts';
import type { GoField, GoSource, Resolve } from './go-package.ts';
import { readRules, type Rule } from './read-rules.ts';

/** The table's lines of one definition: a path and what is said of it. */
export type DefaultLines = readonly DefaultLine[];
type DefaultLine = readonly [path: string, words: string];

/** Where a defaulting function stands: what its names mean, and which functions it may call. */
export interface FunctionHome {
  readonly names: Resolve;
  readonly functions: ReadonlyMap<string, GoFunction>;
}

/** Its `SetDefaults_ResourceList` is one for all places. */
const AMOUNTS = 'core.v1.ResourceList';

/** What is known of the defaults of a definition before the lines are made. */
export class DefinitionReader {
  readonly #source: GoSource;
  /** `core.v1.PodSpec` → the home of `SetDefaults_PodSpec`. */
  readonly #homes: ReadonlyMap<string, FunctionHome>;

  constructor(source: GoSource, homes: ReadonlyMap<string, FunctionHome>) {
    this.#source = source;
    this.#homes = homes;
  }

  /** The lines of the type's own rules, and the mark of code that goes with them. */
  linesOf(type: string): DefaultLines {
    const home = this.#homes.get(type);
    const name = `SetDefaults_${type.slice(type.lastIndexOf('.') + 1)}`;
    const own = home?.functions.get(name);
    const lines = own === undefined || home === undefined ? [] : this.#linesOfFunction(type, own, home);
    return [...lines, ...this.#markedLines(type), ...this.#inlined(type).flatMap((each) => this.linesOf(each))];
  }

  /** Fields whose value Go keeps in place, so that they are there even where nobody wrote them; and the types of those. */
  embedded(type: string): readonly (readonly [json: string, type: string])[] {
    return [
      ...this.#fields(type).flatMap(({ json, prefix, type: of }) =>
        json !== undefined && prefix === '' && this.#source.structs.has(of) ? [[json, of] as const] : [],
      ),
      ...this.#inlined(type).flatMap((each) => this.embedded(each)),
    ];
  }

  /** Fields with amounts of resources, which all get the same: a type of its own in Go that is no struct. */
  amounts(type: string): readonly string[] {
    const own = this.#fields(type).flatMap(({ json, type: of }) => (json !== undefined && of === AMOUNTS ? [json] : []));
    return [...own, ...this.#inlined(type).flatMap((each) => this.amounts(each))];
  }

  #fields(type: string): readonly GoField[] {
    return [...(this.#source.structs.get(type)?.values() ?? [])];
  }

  #inlined(type: string): readonly string[] {
    return this.#fields(type).flatMap(({ json, type: of }) => (json === undefined && of !== type ? [of] : []));
  }

  /** Defaults that the types declare: `// +default="TCP"`. */
  #markedLines(type: string): DefaultLines {
    return this.#fields(type).flatMap(({ json, prefix, marked }) => {
      if (json === undefined || marked === undefined) return [];
      const value = this.#markedValue(type, marked);
      const orEmpty = prefix === '';
      return orEmpty && (value === 0 || value === '' || value === false) ? [] : [lineOf([json], value, orEmpty)];
    });
  }

  #markedValue(type: string, marked: string): DefaultValue {
    const [, constant] = /^ref\(([\w.]+)\)$/.exec(marked) ?? [];
    if (constant === undefined) return JSON.parse(marked) as DefaultValue;
    const names = (name: string): string => `${type.slice(0, type.lastIndexOf('.'))}.${name}`;
    const value = evaluate({ expression: constant, names }, this.#source);
    if (value === undefined) throw new Error(`${type}: nothing known of ${marked}`);
    return value;
  }

  #linesOfFunction(type: string, own: GoFunction, { names, functions }: FunctionHome): DefaultLines {
    const { rules, rest } = readRules(own, names, this.#source);
    const made = new Set<string>();
    const lines = rules.map((rule) => this.#lineOfRule(type, rule, made));
    return rest.length === 0 ? lines : [...lines, ['!', digestOf(rest, functions)]];
  }

  #lineOfRule(type: string, { field, value, orEmpty }: Rule, made: Set<string>): DefaultLine {
    const path: string[] = [];
    let holder = type;
    for (const [index, name] of field.split('.').slice(1).entries()) {
      const found = this.#source.structs.get(holder)?.get(name);
      if (found === undefined) throw new Error(`${type}: no field ${field}`);
      const last = index === field.split('.').length - 2;
      if (found.json !== undefined) path.push(found.json);
      if (!last && found.prefix !== '' && !made.has(path.join('.'))) throw new Error(`${type}: ${field} may have no holder`);
      holder = found.type;
    }
    made.add(path.join('.'));
    return lineOf(path, value, orEmpty);
  }
}

function lineOf(path: readonly string[], value: DefaultValue, orEmpty: boolean): DefaultLine {
  return [path.join('.'), `${JSON.stringify(value)}${orEmpty ? ' or-empty' : ''}`];
}

/** Tells when upstream has changed code that model repeats: the statements, and the functions of the same file that they call. */
function digestOf(rest: readonly string[], functions: ReadonlyMap<string, GoFunction>): string {
  const texts = new Set([rest.join('\n').replaceAll(/\s+/g, ' ')]);
  for (const text of texts) {
    for (const [, name = ''] of text.matchAll(/\b(\w+)\(/g)) {
      const called = functions.get(name);
      if (called !== undefined && !name.startsWith('SetDefaults_')) texts.add(called.text);
    }
  }
  return createHash('sha256')
    .update([...texts].join('\n'))
    .digest('hex')
    .slice(0, 8);
}
