import { Field, SchemaType, type FieldMarks, type TypeKind } from '../schema-type.ts';
import { ruleOf } from '../validate/rules/rules.ts';
import type { DefinitionTable } from './definition-table.ts';

/** Gives the type of a definition of the same minor. */
export type Resolve = (name: string) => SchemaType;

const WORDS: ReadonlyMap<string, SchemaType> = new Map(
  (
    [
      'string',
      'boolean',
      'int32',
      'int64',
      'double',
      'quantity',
      'int-or-string',
      'time',
      'micro-time',
      'bytes',
      'any',
    ] satisfies readonly TypeKind[]
  ).map((kind) => [kind, new SchemaType({ kind })]),
);

/** What may stand in the place of a CustomResourceDefinition's schema. */
const SCHEMA_CHOICES: ReadonlyMap<string, TypeKind> = new Map(
  (['schema-or-list', 'schema-or-boolean', 'schema-or-strings'] as const).map((kind) => [kind, kind]),
);

/** The type of a definition as one minor has it. */
export function readDefinition(name: string, table: DefinitionTable, minor: number, resolve: Resolve): SchemaType {
  if (table.isEnumeration(name)) {
    const values = table.linesIn(name, minor).map((text) => JSON.parse(text) as string);
    return new SchemaType({ kind: 'string', name, values: new Set(values) });
  }
  return new SchemaType({
    kind: 'object',
    name,
    rule: ruleOf(name),
    mayHave: (field) => table.mentions(name, field),
    readFields: () => fieldsIn(name, table.linesIn(name, minor), resolve),
  });
}

/** The line of a definition that server-side apply replaces as a whole. */
const ATOMIC = '* atomic';

function fieldsIn(holder: string, lines: readonly string[], resolve: Resolve): ReadonlyMap<string, Field> {
  const home = holder.slice(0, holder.lastIndexOf('.') + 1);
  const fields = new Map<string, Field>();
  for (const line of lines) {
    if (line === ATOMIC) continue;
    const nameEnd = line.indexOf(' ');
    const typeEnd = line.indexOf(' ', nameEnd + 1);
    const name = line.slice(0, nameEnd);
    const type = line.slice(nameEnd + 1, typeEnd === -1 ? line.length : typeEnd);
    const demanded = line.includes(' demanded') ? 'filled' : undefined;
    fields.set(
      name,
      new Field(name, closedType(line, holder) ?? typeOf(type, home, resolve), { demanded, source: line, readMarks: marksIn }),
    );
  }
  return fields;
}

const VALUES = ' values=';

/** The type of a string of which the validation takes a few values alone. */
function closedType(line: string, holder: string): SchemaType | undefined {
  const at = line.indexOf(VALUES);
  if (at === -1) return undefined;
  const [values = ''] = line.slice(at + VALUES.length).split(' ', 1);
  return new SchemaType({
    kind: 'string',
    name: `${holder}.${line.slice(0, line.indexOf(' '))}`,
    values: new Set(values.split(',')),
  });
}

function marksIn(line: unknown): FieldMarks {
  const [, type = '', ...marks] = String(line).split(' ');
  const listKeys = valueOf(marks, 'keys=')?.split(',') ?? [];
  return {
    required: marks.includes('required'),
    listType: listTypeOf(type, marks, listKeys),
    listKeys,
    mergeKey: valueOf(marks, 'merge='),
    patchStrategy: valueOf(marks, 'patch='),
    atomic: !type.startsWith('[]') && marks.includes('atomic'),
  };
}

function valueOf(marks: readonly string[], prefix: string): string | undefined {
  return marks.find((mark) => mark.startsWith(prefix))?.slice(prefix.length);
}

function listTypeOf(type: string, marks: readonly string[], keys: readonly string[]): FieldMarks['listType'] {
  if (!type.startsWith('[]')) return undefined;
  if (keys.length > 0) return 'map';
  if (marks.includes('set')) return 'set';
  return marks.includes('atomic') ? 'atomic' : undefined;
}

function typeOf(text: string, home: string, resolve: Resolve): SchemaType {
  if (text.startsWith('[]')) return new SchemaType({ kind: 'list', items: typeOf(text.slice(2), home, resolve) });
  if (text.startsWith('map[]')) return new SchemaType({ kind: 'map', items: typeOf(text.slice(5), home, resolve) });
  const choice = SCHEMA_CHOICES.get(text);
  if (choice !== undefined) return new SchemaType({ kind: choice, items: resolve(`${home}JSONSchemaProps`) });
  return WORDS.get(text) ?? resolve(text.includes('.') ? text : home + text);
}
