import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the Go source of API types says that OpenAPI does not: which strings are enumerations. */
export interface GoTypes {
  /** `core.v1.Protocol` → its values. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** `core.v1.ContainerPort` → field → the name of its type, without pointer, list and map around it. */
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface MutableGoTypes {
  readonly enums: Map<string, string[]>;
  readonly structs: Map<string, Map<string, string>>;
  readonly aliases: Map<string, string>;
  readonly constants: Map<string, string>;
}

/** Reads the packages (`core/v1`) below some folders. */
export function readGoTypes(folders: readonly string[]): GoTypes {
  const types: MutableGoTypes = { enums: new Map(), structs: new Map(), aliases: new Map(), constants: new Map() };
  const files = folders.flatMap(goFiles);
  for (const file of files) readTypes(file, types);
  for (const file of files) readConstants(file, types);
  for (const file of files) readConvertedConstants(file, types);
  for (const fields of types.structs.values()) {
    for (const [field, type] of fields) fields.set(field, types.aliases.get(type) ?? type);
  }
  return { enums: types.enums, structs: inlined(types.structs) };
}

interface GoFile {
  /** `core.v1`. */
  readonly package: string;
  readonly text: string;
}

const API_PACKAGE = /^(\w+)\/(v\d+(?:(?:alpha|beta)\d+)?)\/(\w+)\.go$/;

function goFiles(folder: string): GoFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const match = API_PACKAGE.exec(path);
    if (match === null || path.endsWith('_test.go') || path.includes('zz_generated')) return [];
    return [{ package: `${match[1]}.${match[2]}`, text: readFileSync(join(folder, path), 'utf8') }];
  });
}

const TYPE = /((?:^\/\/.*\n)*)^type (\w+) (= )?(?:(struct) \{\n([\s\S]*?)^\}|(\S+))/gm;
const FIELD = /^\t(?:([A-Z]\w*)[ \t]+)?((?:\*|\[\]|map\[[\w.]+\])*)([\w.]+)[ \t]+`.*json:"([^",]*)(,inline)?[^"]*"/gm;

function readTypes(file: GoFile, types: MutableGoTypes): void {
  const resolve = resolverOf(file);
  for (const [, comment = '', name = '', alias, struct, body = '', target = ''] of file.text.matchAll(TYPE)) {
    const full = `${file.package}.${name}`;
    if (alias !== undefined) types.aliases.set(full, resolve(target));
    else if (struct !== undefined) types.structs.set(full, fieldsOf(body, resolve));
    else if (target === 'string' && isEnum(comment)) types.enums.set(full, []);
  }
}

/** Names in a file as full ones: `Protocol` → `core.v1.Protocol`, `v1.Protocol` by what is imported as `v1`. */
function resolverOf(file: GoFile): (name: string) => string {
  const imports = new Map(
    [...file.text.matchAll(/^\t(\w+) "k8s\.io\/.*?(\w+)\/(v\w+)"$/gm)].map(
      ([, alias, group, version]) => [alias, `${group}.${version}`] as const,
    ),
  );
  return (name) => {
    const [alias = '', own] = name.split('.', 2);
    return own === undefined ? `${file.package}.${name}` : `${imports.get(alias) ?? alias}.${own}`;
  };
}

function isEnum(comment: string): boolean {
  return /^\/\/ \+enum$/m.test(comment);
}

/** Fields by their name in JSON; what is inlined stands under its type's name with a dot before it. */
function fieldsOf(body: string, resolve: (type: string) => string): Map<string, string> {
  return new Map(
    [...body.matchAll(FIELD)].map(([, , , type = '', name = '', inline]) => {
      const full = resolve(type);
      return [inline === undefined && name !== '' ? name : `.${full}`, full] as const;
    }),
  );
}

const CONSTANT = /^(?:const )?\t?(\w+)[ \t]+(\w+)[ \t]*=[ \t]*"([^"]*)"/gm;
const CONVERTED = /^(?:const )?\t?(\w+)[ \t]*=[ \t]*(\w+)\("([^"]*)"\)/gm;
const CONVERTED_CONSTANT = /^(?:const )?\t?\w+[ \t]*=[ \t]*(\w+)\(([\w.]+)\)/gm;

function readConstants({ package: name, text }: GoFile, types: MutableGoTypes): void {
  for (const [, constant = '', type = '', value = ''] of [...text.matchAll(CONSTANT), ...text.matchAll(CONVERTED)]) {
    types.constants.set(`${name}.${constant}`, value);
    addValue(types, `${name}.${type}`, value);
  }
}

/** `AddressTypeIPv4 = AddressType(v1.IPv4Protocol)` has the value of a constant of another package. */
function readConvertedConstants(file: GoFile, types: MutableGoTypes): void {
  const resolve = resolverOf(file);
  for (const [, type = '', constant = ''] of file.text.matchAll(CONVERTED_CONSTANT)) {
    const value = types.constants.get(resolve(constant));
    if (value !== undefined) addValue(types, `${file.package}.${type}`, value);
  }
}

function addValue({ enums, aliases }: MutableGoTypes, type: string, value: string): void {
  const values = enums.get(aliases.get(type) ?? type);
  if (values?.includes(value) === false) values.push(value);
}

function inlined(structs: ReadonlyMap<string, ReadonlyMap<string, string>>): GoTypes['structs'] {
  const fieldsIn = (name: string): readonly (readonly [string, string])[] =>
    [...(structs.get(name) ?? [])].flatMap(([field, type]) =>
      field.startsWith('.') ? fieldsIn(type) : [[field, type] as const],
    );
  return new Map([...structs.keys()].map((name) => [name, new Map(fieldsIn(name))]));
}
