import { nameOf } from './names.ts';
import type { OpenApiSchema } from './openapi.ts';

/** Definitions that Go reads by code of their own: they have no fields, and a word for each. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['io.k8s.apimachinery.pkg.api.resource.Quantity', 'quantity'],
  ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', 'int-or-string'],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.Time', 'time'],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime', 'micro-time'],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1', 'any'],
  ['io.k8s.apimachinery.pkg.runtime.RawExtension', 'any'],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON', 'any'],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray', 'schema-or-list'],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool', 'schema-or-boolean'],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray', 'schema-or-strings'],
]);

const SCALARS: ReadonlyMap<string, string> = new Map([
  ['string/', 'string'],
  ['string/byte', 'bytes'],
  ['boolean/', 'boolean'],
  ['integer/int32', 'int32'],
  ['integer/int64', 'int64'],
  ['number/double', 'double'],
]);

/** The upstream name of the definition that a schema refers to. */
export function referenceIn(schema: OpenApiSchema): string | undefined {
  const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  return reference?.slice('#/components/schemas/'.length);
}

/** Calls `visit` with the short names of the definitions that a schema refers to, those of fields, items and values too. */
export function visitReferences(schema: OpenApiSchema, visit: (name: string) => void): void {
  const reference = referenceIn(schema);
  if (reference !== undefined && !WORDS.has(reference)) visit(nameOf(reference));
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  for (const child of inner) if (typeof child === 'object') visitReferences(child, visit);
}

/**
 * The type of a field in words: `int32`, `[]string`, `map[]quantity`, `core.v1.Container`. `enumeration` is the name of the
 * Go type of the strings in it, where they are an enumeration.
 */
export function typeText(schema: OpenApiSchema, enumeration: string | undefined): string {
  const reference = referenceIn(schema);
  if (reference !== undefined) return WORDS.get(reference) ?? nameOf(reference);
  if (schema.type === 'array' && schema.items !== undefined) return `[]${typeText(schema.items, enumeration)}`;
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') return `map[]${typeText(additionalProperties, enumeration)}`;
  const scalar = SCALARS.get(`${schema.type}/${schema.format ?? ''}`);
  if (scalar === undefined) throw new Error(`no word for ${JSON.stringify(schema)}`);
  return scalar === 'string' && enumeration !== undefined ? enumeration : scalar;
}
