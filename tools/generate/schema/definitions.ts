import { CLOSED, DEMANDED } from './demanded.ts';
import { typeText, visitReferences } from './field-type.ts';
import type { GoTypes } from './go-types.ts';
import type { OpenApiSchema } from './openapi.ts';
import type { Release } from './read-openapi.ts';

/** One release's definitions as the lines that the table shows: `name` → `type`, with what belongs to it. */
export type Definitions = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The definitions that the kinds of a release are made of. An enumeration has a line for each of its values. */
export function definitionsOf(release: Release, go: GoTypes): Definitions {
  const lines = new Map<string, ReadonlyMap<string, string>>();
  const visit = (name: string): void => {
    const schema = release.definitions.get(name);
    if (schema === undefined) throw new Error(`no definition ${name}`);
    if (lines.has(name)) return;
    lines.set(name, linesOf(name, schema, go, lines));
    visitReferences(schema, visit);
  };
  for (const { definition } of release.kinds) visit(definition);
  return lines;
}

function linesOf(
  name: string,
  schema: OpenApiSchema,
  go: GoTypes,
  all: Map<string, ReadonlyMap<string, string>>,
): ReadonlyMap<string, string> {
  const required = new Set(schema.required);
  const lines = new Map<string, string>();
  if (schema['x-kubernetes-map-type'] === 'atomic') lines.set('*', 'atomic');
  for (const [field, type] of Object.entries(schema.properties ?? {})) {
    const enumeration = go.structs.get(name)?.get(field);
    const values = enumeration === undefined ? undefined : go.enums.get(enumeration);
    const text = typeText(type, values === undefined ? undefined : enumeration);
    if (enumeration !== undefined && values !== undefined && text.endsWith(enumeration)) {
      all.set(enumeration, new Map(values.map((value) => [JSON.stringify(value), ''])));
    }
    lines.set(field, [text, ...marks(type, required.has(field)), ...validationMarks(name, field)].join(' '));
  }
  return lines;
}

/** What the validation of the server knows of a field. */
function validationMarks(name: string, field: string): readonly string[] {
  const type = unversioned(name);
  const values = CLOSED[type]?.[field];
  return [
    ...(DEMANDED[type]?.includes(field) === true ? ['demanded'] : []),
    ...(values === undefined ? [] : [`values=${values.join(',')}`]),
  ];
}

/** `core.v1.PodSpec` → `core.PodSpec`. */
function unversioned(name: string): string {
  return name.replace(/\.v\w+\./, '.');
}

/** Fields that the lists above name and that no release has: slips of the pen, or fields that are gone. */
export function strayNames(releases: Iterable<Definitions>): readonly string[] {
  const known = new Set(
    [...releases].flatMap((definitions) =>
      [...definitions].flatMap(([name, lines]) => [...lines.keys()].map((field) => `${unversioned(name)}.${field}`)),
    ),
  );
  const named = [
    ...Object.entries(DEMANDED).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`)),
    ...Object.entries(CLOSED).flatMap(([type, fields]) => Object.keys(fields).map((field) => `${type}.${field}`)),
  ];
  return named.filter((name) => !known.has(name));
}

/** What the server knows of a field beside its type. */
function marks(schema: OpenApiSchema, required: boolean): readonly string[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  const listType = schema['x-kubernetes-list-type'];
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  const strategy = schema['x-kubernetes-patch-strategy'];
  return [
    ...(required ? ['required'] : []),
    ...(listType === undefined || listType === 'map' ? [] : [listType]),
    ...(keys === undefined ? [] : [`keys=${keys.join(',')}`]),
    ...(mergeKey === undefined ? [] : [`merge=${mergeKey}`]),
    ...(strategy === undefined ? [] : [`patch=${strategy}`]),
    ...(schema['x-kubernetes-map-type'] === 'atomic' ? ['atomic'] : []),
  ];
}
