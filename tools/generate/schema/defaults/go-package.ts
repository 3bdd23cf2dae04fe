import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field of a Go struct, as its declaration says. */
export interface GoField {
  /** The name in JSON; undefined for what is inlined: its fields stand among those of its holder. */
  readonly json: string | undefined;
  /** What stands before the type: nothing, `*`, `[]`, `map[…]`, or several of them. */
  readonly prefix: string;
  /** `core.v1.PodSpec`, or a basic type: `string`. */
  readonly type: string;
  /** The JSON of a `+default=` mark; `ref(Name)` for a constant. */
  readonly marked: string | undefined;
}

/** What Go source says that defaults are made of, of one Kubernetes release. */
export interface GoSource {
  /** `core.v1.PodSpec` → field by its name in Go. */
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, GoField>>;
  /** `core.v1.PullAlways` → the expression that it stands for, and the file that this is read in. */
  readonly values: ReadonlyMap<string, GoValue>;
}

export interface GoValue {
  readonly expression: string;
  readonly names: Resolve;
}

/** A name in a file as a full one: `v1.PodSpec` → `core.v1.PodSpec`. */
export type Resolve = (name: string) => string;

/** The Go files of one package, without those that are generated or test something. */
export interface GoPackage {
  /** `core.v1` for an API package, else the last part of its path. */
  readonly name: string;
  readonly folder: string;
}

interface GoFile {
  readonly text: string;
  readonly names: Resolve;
}

/** Reads packages that declare types and constants. A package of several folders is given once for each. */
export function readGoSource(packages: readonly GoPackage[]): GoSource {
  const structs = new Map<string, Map<string, GoField>>();
  const values = new Map<string, GoValue>();
  const aliases = new Map<string, string>();
  for (const each of packages) {
    for (const file of filesOf(each)) {
      for (const [name, target] of aliasesIn(file)) aliases.set(`${each.name}.${name}`, target);
      for (const [name, fields] of structsIn(file)) structs.set(`${each.name}.${name}`, fields);
      for (const [name, value] of valuesIn(file)) values.set(`${each.name}.${name}`, value);
    }
  }
  // A type of another package under a name of its own.
  for (const [name, target] of aliases) {
    const fields = structs.get(target);
    if (fields !== undefined) structs.set(name, fields);
  }
  return { structs: withTypes(structs, (type) => aliases.get(type) ?? type), values };
}

function withTypes(structs: GoSource['structs'], resolve: Resolve): GoSource['structs'] {
  const resolved = (fields: ReadonlyMap<string, GoField>): ReadonlyMap<string, GoField> =>
    new Map([...fields].map(([name, field]) => [name, { ...field, type: resolve(field.type) }]));
  return new Map([...structs].map(([name, fields]) => [name, resolved(fields)]));
}

function* aliasesIn({ text, names }: GoFile): Generator<readonly [string, string]> {
  for (const [, name = '', target = ''] of text.matchAll(/^type (\w+) = ([\w.]+)$/gm)) yield [name, names(target)];
}

function filesOf({ name, folder }: GoPackage): readonly GoFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(
      (file) => file.endsWith('.go') && !file.endsWith('_test.go') && !/^(?:zz_generated|generated|types_swagger)/.test(file),
    )
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .map((text) => ({ text, names: resolverOf(name, text) }));
}

/** Reads the imports of a file of a package. */
export function resolverOf(home: string, text: string): Resolve {
  const imports = new Map(
    [...text.matchAll(/^\t(?:(\w+) )?"([\w./-]+)"$/gm)].map(([, alias, path = '']) => {
      const [, group = '', last = ''] = /(?:([\w-]+)\/)?([\w-]+)$/.exec(path) ?? [];
      return [alias ?? last, /^v\d/.test(last) ? `${group}.${last}` : last] as const;
    }),
  );
  return (name) => {
    const [first = '', second] = name.split('.', 2);
    if (second === undefined) return BASIC.has(name) ? name : `${home}.${name}`;
    return `${imports.get(first) ?? first}.${second}`;
  };
}

const BASIC: ReadonlySet<string> = new Set(['string', 'bool', 'byte', 'int', 'int32', 'int64', 'float64', 'interface{}', 'any']);

const STRUCT = /^type (\w+) struct \{\n([\s\S]*?)^\}/gm;
const FIELD =
  /((?:^\t\/\/.*\n)*)^\t(?:([A-Z]\w*)[ \t]+)?((?:\*|\[\]|map\[[\w.]+\])*)([\w.]+)[ \t]+`(?:.*?)json:"([^",]*)(,inline)?[^"]*"/gm;

function* structsIn({ text, names }: GoFile): Generator<readonly [string, Map<string, GoField>]> {
  for (const [, name = '', body = ''] of text.matchAll(STRUCT)) {
    const fields = new Map<string, GoField>();
    for (const [, comment = '', own, prefix = '', type = '', json = '', inline] of body.matchAll(FIELD)) {
      const field: GoField = {
        json: inline === undefined && json !== '' ? json : undefined,
        prefix,
        type: names(type),
        marked: /^\t\/\/ \+default=(.*)$/m.exec(comment)?.[1],
      };
      fields.set(own ?? type.slice(type.lastIndexOf('.') + 1), field);
    }
    yield [name, fields];
  }
}

/** Constants and variables of one line each, with or without a type: `Name Type = expression`. */
const VALUE = /^(?:const |var )?\t?([A-Za-z]\w*)(?:[ \t]+\*?[\w.]+)?[ \t]*=[ \t]*(.*[^{\n])$/gm;

function* valuesIn({ text, names }: GoFile): Generator<readonly [string, GoValue]> {
  for (const [block] of text.matchAll(/^(?:const|var) (?:\(\n[\s\S]*?^\)|.*$)/gm)) {
    for (const [, name = '', expression = ''] of block.matchAll(VALUE)) yield [name, { expression, names }];
  }
}
