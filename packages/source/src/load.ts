import { Inventory, kubeObject, missingPart, stringAt, type KubeObject, type Origin, type SourceFile } from '@bulwark/model';

import { chartTemplates } from './documents/chart-templates.ts';
import { classifyDocument } from './documents/classify-document.ts';
import { isKustomization, patchLocations } from './documents/kustomize-patches.ts';
import { templateMarks } from './documents/template-marks.ts';
import { nodeFileSystem, type FileSystem } from './files/file-system.ts';
import { findFiles } from './files/find-files.ts';
import type { FoundFile } from './files/found-files.ts';
import { leaveExcluded } from './files/leave-excluded.ts';
import { decodeText } from './files/decode-text.ts';
import { FileReader, type StandardInput } from './files/file-reader.ts';
import { readLocations } from './files/read-locations.ts';
import type { ParsedDocument, Remark } from './parsed-document.ts';
import { readContent } from './read-documents.ts';
import { IdentityNumbers } from './identity-numbers.ts';
import { fileOf, takeSources, type Render } from './renders.ts';
import { splitScopes } from './scopes.ts';
import { Tally } from './tally.ts';

export interface LoadOptions {
  /** What stands on standard input, for the path `-`. */
  readonly stdin?: StandardInput;
  /** The folder that relative paths start from. */
  readonly cwd?: string;
  /** Whether the paths hold the whole cluster: what is not in them does not exist. */
  readonly complete?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  readonly fs?: FileSystem;
  /** Why a file that nobody has named is passed over; undefined where it is not. Told where it is, without links. */
  readonly excludes?: ((location: string) => string | undefined) | undefined;
  /** What other programs have made of charts and overlays: each is a scope of its own, and its sources are not read again. */
  readonly renders?: readonly Render[];
  /** The charts and overlays of which nothing could be made, and why. */
  readonly unrenderable?: readonly { readonly path: string; readonly reason: string }[];
  /** Words to look for in the files. */
  readonly marks?: readonly string[];
}

export interface Loaded {
  /** The files in which one of the `marks` stands, by the paths that findings show. */
  readonly marked: ReadonlySet<string>;
  readonly inventory: Inventory;
  /** The text of a file, read again, by the path that findings show. Undefined where it cannot be read any more. */
  readonly textOf: (path: string) => string | undefined;
  /** The bytes of it, valid until the next file is read. */
  readonly bytesOf: (path: string) => Uint8Array | undefined;
}

/** An object of which it is not settled yet what it is a part of. */
type Draft = { -readonly [key in keyof KubeObject]: KubeObject[key] };

/** The objects of one file. */
interface FileObjects {
  readonly file: FoundFile;
  readonly objects: readonly Draft[];
}

/** Reads every manifest in `paths`: files, folders, and `-` for standard input. Throws for nothing that they hold. */
export function load(paths: readonly string[], options: LoadOptions = {}): Loaded {
  const fs = options.fs ?? nodeFileSystem;
  const cwd = options.cwd ?? process.cwd();
  const renders = options.renders ?? [];
  const found = findFiles(paths, fs, cwd);
  if (options.excludes !== undefined) leaveExcluded(found, options.excludes);
  const reader = new FileReader(fs, options.stdin);
  const tally = new Tally();
  for (const record of [...takeSources(found, renders, { fs, cwd }), ...found.records]) tally.addUnread(record);
  for (const { path, reason } of options.unrenderable ?? []) tally.addUnread({ path, reason, status: 'failed', named: true });
  const files = [...found.files, ...renders.map(fileOf)];
  const patches = new Set<string>();
  const isRead = readLocations(found.files, fs);
  const inTemplates = chartTemplates(fs);
  const marked = new Set<string>();
  const marks = (options.marks ?? []).map((mark) => Buffer.from(mark));
  const read = files.map((file, index) => {
    const objects = readFile(file, {
      reader,
      tally,
      patches,
      isRead,
      marks,
      marked,
      chart: chartOf(file, inTemplates),
    });
    options.onProgress?.(index + 1, files.length);
    return { file, objects };
  });
  for (const entry of read) settlePartiality(entry, patches);
  settleScopes(read);
  const objects: readonly KubeObject[] = read.flatMap((entry) => entry.objects);
  return {
    inventory: Inventory.of(objects, { coverage: tally.coverage(), complete: options.complete ?? false }),
    ...sourcesOf(files, reader),
    marked,
  };
}

interface ReadContext {
  readonly reader: FileReader;
  readonly tally: Tally;
  /** Takes the locations of the patches that a kustomization names. */
  readonly patches: Set<string>;
  readonly isRead: (location: string) => boolean;
  readonly chart: string | undefined;
  readonly marks: readonly Buffer[];
  readonly marked: Set<string>;
}

function readFile(file: FoundFile, { reader, tally, patches, isRead, chart, marks, marked }: ReadContext): readonly Draft[] {
  const read = reader.read(file);
  if ('bytes' in read && holdsMark(read.bytes, marks)) marked.add(file.path);
  const content = 'bytes' in read ? readContent(read.bytes) : read;
  if ('reason' in content) {
    tally.addUnread({ path: file.path, status: 'failed', reason: content.reason, named: file.named }, content.at);
    return [];
  }
  const { documents, lineStarts, markedText } = content;
  const context = { file, marks: markedText === undefined ? undefined : templateMarks(markedText), chart, isRead };
  const classified = documents.map((document) => classifyDocument(document, context));
  const source: SourceFile = { path: file.path, lineStarts };
  tally.addRead(file, source, classified);
  for (const location of patchesIn(file.location, documents)) patches.add(location);
  const drafts: Draft[] = [];
  for (let document = 0; document < classified.length; document++) {
    const { objects = [], warnings = NONE } = classified[document] ?? {};
    const repeatedKeys = repeatedKeysIn(warnings);
    for (const { value, locator, within } of objects) {
      const origin = { file: source, document, within, locator, repeatedKeys };
      drafts.push(kubeObject(value, { origin, namespace: file.namespace }));
    }
  }
  return drafts;
}

/** The chart of a template, as reports show it: the file is shown below it as it lies below it. */
function chartOf({ path, location }: FoundFile, chartAt: (location: string) => string | undefined): string | undefined {
  const chart = location === undefined ? undefined : chartAt(location);
  if (chart === undefined || location === undefined) return undefined;
  return path.slice(0, Math.max(0, path.length - (location.length - chart.length))) || '.';
}

function holdsMark(bytes: Uint8Array, marks: readonly Buffer[]): boolean {
  if (marks.length === 0) return false;
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return marks.some((mark) => buffer.indexOf(mark) !== -1);
}

const NONE: readonly Remark[] = [];

function repeatedKeysIn(warnings: readonly Remark[]): Origin['repeatedKeys'] {
  if (warnings.length === 0) return undefined;
  const repeatedKeys = warnings.flatMap(({ repeatedKey, offset }) =>
    repeatedKey === undefined ? [] : [{ key: repeatedKey, offset }],
  );
  return repeatedKeys.length === 0 ? undefined : repeatedKeys;
}

function patchesIn(location: string | undefined, documents: readonly ParsedDocument[]): string[] {
  if (location === undefined || !isKustomization(location)) return [];
  return documents.flatMap(({ value }) => patchLocations(location, value));
}

function settlePartiality({ file, objects }: FileObjects, patches: ReadonlySet<string>): void {
  const isPatch = file.location !== undefined && patches.has(file.location);
  for (const object of objects) {
    if (isPatch) object.partial = 'kustomize-patch';
    else if (missingPart(object) !== undefined) object.partial = 'incomplete-workload';
  }
}

function settleScopes(read: readonly FileObjects[]): void {
  const numbers = new IdentityNumbers();
  const scopes = splitScopes(
    read
      .filter(({ file }) => file.text === undefined)
      .map(({ file, objects }) => {
        const identities: number[] = [];
        for (const object of objects) if (isIdentified(object)) identities.push(numbers.of(object));
        return { path: file.path, identities };
      }),
  );
  for (const { file, objects } of read) {
    const scope = file.text === undefined ? scopes.get(file.path) : file.path;
    if (scope !== undefined) for (const object of objects) object.scope = scope;
  }
}

/** Whether the object is one that a cluster can hold only once. */
function isIdentified(object: KubeObject): boolean {
  return (
    object.partial === undefined &&
    object.group !== 'kustomize.config.k8s.io' &&
    (object.identified || Boolean(stringAt(object.value, 'metadata', 'name')))
  );
}

function sourcesOf(files: readonly FoundFile[], reader: FileReader): Pick<Loaded, 'textOf' | 'bytesOf'> {
  let byPath: ReadonlyMap<string, FoundFile> | undefined;
  const bytesOf = (path: string): Uint8Array | undefined => {
    byPath ??= new Map(files.map((file) => [file.path, file]));
    const file = byPath.get(path);
    const read = file === undefined ? undefined : reader.read(file);
    return read !== undefined && 'bytes' in read ? read.bytes : undefined;
  };
  return {
    bytesOf,
    textOf: (path) => {
      const bytes = bytesOf(path);
      const decoded = bytes === undefined ? undefined : decodeText(bytes);
      return decoded !== undefined && 'text' in decoded ? decoded.text : undefined;
    },
  };
}
