import { Field, SchemaType, type Demand, type FieldMarks, type TypeKind } from './schema-type.ts';

/**
 * The type of a custom resource by the structural schema of its CustomResourceDefinition (`openAPIV3Schema`), with the
 * metadata that every object has. As the API server prunes and validates by it (k8s.io/apiextensions-apiserver,
 * pkg/apiserver/schema): what a schema does not name is unknown, unless it preserves unknown fields.
 */
export function customResourceType(schema: unknown, metadata: SchemaType): SchemaType {
  const readFields = (): ReadonlyMap<string, Field> => {
    const fields = resourceFields(schema, metadata);
    // Where a status is a subresource the server drops it from what people send.
    if (fields.has('status')) fields.set('status', plainField('status', ANY));
    return fields;
  };
  return new SchemaType({ kind: 'object', open: isTrue(schema, PRESERVE), readFields });
}

const STRING = new SchemaType({ kind: 'string' });
const ANY = new SchemaType({ kind: 'any' });

/** The fields of an object that has a type and metadata of its own: the root, or an embedded resource. */
function resourceFields(schema: unknown, metadata: SchemaType): Map<string, Field> {
  return fieldsOf(schema, metadata)
    .set('apiVersion', plainField('apiVersion', STRING))
    .set('kind', plainField('kind', STRING))
    .set('metadata', plainField('metadata', metadata));
}

function plainField(name: string, type: SchemaType): Field {
  return new Field(name, type, { source: { name }, readMarks: marksIn });
}

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

function typeOf(schema: unknown, metadata: SchemaType): SchemaType {
  if (!isMap(schema)) return ANY;
  if (schema['x-kubernetes-int-or-string'] === true)
    return new SchemaType({ kind: 'integer-or-string', nullable: isTrue(schema, 'nullable') });
  if (schema['x-kubernetes-embedded-resource'] === true) {
    return new SchemaType({ kind: 'object', open: isTrue(schema, PRESERVE), readFields: () => resourceFields(schema, metadata) });
  }
  switch (schema['type']) {
    case 'object':
      return mapOrObject(schema, metadata);
    case 'array':
      if (isTrue(schema, PRESERVE)) return ANY;
      return new SchemaType({ kind: 'list', items: typeOf(schema['items'], metadata), nullable: isTrue(schema, 'nullable') });
    case 'string':
      return new SchemaType({ kind: 'string', values: valuesOf(schema['enum']), nullable: isTrue(schema, 'nullable') });
    default:
      return scalarOf(schema);
  }
}

function mapOrObject(schema: Readonly<Record<string, unknown>>, metadata: SchemaType): SchemaType {
  const additional = schema['additionalProperties'];
  const nullable = isTrue(schema, 'nullable');
  if (!isMap(schema['properties']) && (isMap(additional) || additional === true)) {
    return new SchemaType({ kind: 'map', items: typeOf(additional, metadata), nullable });
  }
  return new SchemaType({
    kind: 'object',
    open: isTrue(schema, PRESERVE),
    nullable,
    readFields: () => fieldsOf(schema, metadata),
  });
}

const SCALARS: ReadonlyMap<unknown, TypeKind> = new Map<unknown, TypeKind>([
  ['boolean', 'boolean'],
  ['integer', 'int64'],
  ['number', 'double'],
]);

function scalarOf(schema: Readonly<Record<string, unknown>>): SchemaType {
  const kind = SCALARS.get(schema['type']);
  if (kind === undefined) return ANY;
  const narrow = kind === 'int64' && schema['format'] === 'int32';
  return new SchemaType({ kind: narrow ? 'int32' : kind, nullable: isTrue(schema, 'nullable') });
}

function fieldsOf(schema: unknown, metadata: SchemaType): Map<string, Field> {
  const fields = new Map<string, Field>();
  const properties = isMap(schema) ? schema['properties'] : undefined;
  if (!isMap(properties)) return fields;
  for (const name of Object.keys(properties)) {
    const property = properties[name];
    const source: FieldSource = { name, schema: property, holder: schema };
    fields.set(name, new Field(name, typeOf(property, metadata), { demanded: demandOf(source), source, readMarks: marksIn }));
  }
  return fields;
}

/** What `marksIn` reads: a field's name and schema, and the schema of the object that it stands in. */
interface FieldSource {
  readonly name: string;
  readonly schema: unknown;
  readonly holder: unknown;
}

/** A field with a default is never missing: the server sets it before it looks. */
function demandOf({ name, schema, holder }: FieldSource): Demand | undefined {
  const required = isMap(holder) ? holder['required'] : undefined;
  if (!Array.isArray(required) || !required.includes(name)) return undefined;
  return isMap(schema) && schema['default'] !== undefined ? undefined : 'present';
}

function marksIn(source: unknown): FieldMarks {
  const { name, schema, holder } = source as FieldSource;
  const required = isMap(holder) ? holder['required'] : undefined;
  const listType = isMap(schema) ? schema['x-kubernetes-list-type'] : undefined;
  const keys = isMap(schema) ? schema['x-kubernetes-list-map-keys'] : undefined;
  return {
    required: Array.isArray(required) && required.includes(name),
    listType: listType === 'atomic' || listType === 'set' || listType === 'map' ? listType : undefined,
    listKeys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    mergeKey: undefined,
    patchStrategy: undefined,
    atomic: isMap(schema) && schema['x-kubernetes-map-type'] === 'atomic',
  };
}

function valuesOf(list: unknown): ReadonlySet<string> | undefined {
  return Array.isArray(list) && list.every((value) => typeof value === 'string') ? new Set<string>(list) : undefined;
}

function isTrue(schema: unknown, name: string): boolean {
  return isMap(schema) && schema[name] === true;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
