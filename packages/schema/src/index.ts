export { listKey, type ListKey } from './list-keys.ts';
export { builtInResources, type ApiResource } from './resources/api-resource.ts';
export { isBuiltInGroup, isClusterScoped } from './scope.ts';
export { isKnownMinor, minorOfVersion, NEWEST_MINOR, OLDEST_MINOR } from './versions.ts';
export { fixedFields, KINDS_WITH_FIXED_FIELDS } from './immutable/fixed-fields.ts';
export type { FixedField, FixedHow, FixedWhen } from './immutable/fixed-field.ts';
export { loadSchema } from './load-schema.ts';
export type { BuiltInKind, Schema } from './schema.ts';
export { customResourceType } from './custom-resource-type.ts';
export {
  problemsOf,
  type Holder,
  type InvalidValue,
  type MissingField,
  type Problem,
  type ProblemOptions,
  type ProblemPath,
  type UnknownField,
  type UnsupportedValue,
  type WrongType,
} from './validate/problems.ts';
export { suggestField, type FieldSuggestion } from './validate/suggest-field.ts';
export type { Formats } from './validate/formats.ts';
export type { Field, FieldMarks, SchemaType, TypeKind } from './schema-type.ts';
export type { ApiRef, Lifecycle } from './tables/lifecycle-table.ts';
export { includesMinor, splitMinors, type MinorRange } from './tables/minors.ts';
export type { DefaultRule, Defaults } from './tables/read-defaults.ts';
