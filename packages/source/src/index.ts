export { loadExports, type ExportOptions, type LoadedExports, type Recognised } from './load-exports.ts';
export { load, type Loaded, type LoadOptions } from './load.ts';
export { nodeFileSystem, type Entry, type EntryKind, type FileSystem } from './files/file-system.ts';
export { isManifestPath } from './files/manifest-path.ts';
export { STANDARD_INPUT } from './files/find-files.ts';
export { LIMITS } from './limits.ts';
export { readDocuments } from './read-documents.ts';
export type { ParsedDocument, Remark } from './parsed-document.ts';
export { readFailure } from './files/read-failure.ts';
