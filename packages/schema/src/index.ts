export { listKey, type ListKey } from './list-keys.ts';
export { isBuiltInGroup, isClusterScoped } from './scope.ts';
export { isKnownMinor, minorOfVersion, NEWEST_MINOR, OLDEST_MINOR } from './versions.ts';
export { loadSchema } from './load-schema.ts';
export type { BuiltInKind, Schema } from './schema.ts';
export type { Field, SchemaType, TypeKind } from './schema-type.ts';
export type { ApiRef, Lifecycle } from './tables/lifecycle-table.ts';
export type { MinorRange } from './tables/minors.ts';
export type { DefaultRule, Defaults } from './tables/read-defaults.ts';
