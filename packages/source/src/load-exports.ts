import {
  kubeObject,
  lineStartsOf,
  positionAt,
  type Coverage,
  type FileRecord,
  type Json,
  type JsonObject,
  type KubeObject,
  type Path,
  type Problem,
  type SourceFile,
} from '@bulwark/model';
import { decodeText } from './files/decode-text.ts';
import { nodeFileSystem, type FileSystem } from './files/file-system.ts';
import { FileReader } from './files/file-reader.ts';
import { findFiles } from './files/find-files.ts';
import type { FoundFile } from './files/found-files.ts';
import { readJson } from './json/read-json.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readDocuments } from './read-documents.ts';

/** A thing in a document that some program has printed, as an object, and where it stands in it. */
export interface Recognised {
  readonly path: Path;
  readonly value: JsonObject;
}

export interface ExportOptions {
  /** What a document of a file holds; empty where it is nothing that is known. */
  readonly recognise: (document: Json, file: string) => readonly Recognised[];
  /** What to say of a file that holds nothing of it. */
  readonly nothing: string;
  readonly cwd?: string;
  readonly fs?: FileSystem;
}

export interface LoadedExports {
  readonly objects: readonly KubeObject[];
  readonly coverage: Coverage;
  readonly textOf: (path: string) => string | undefined;
}

/** Reads what other programs have printed: files, and folders of them. Throws for nothing that they hold. */
export function loadExports(paths: readonly string[], options: ExportOptions): LoadedExports {
  const fs = options.fs ?? nodeFileSystem;
  const found = findFiles(paths, fs, options.cwd ?? process.cwd());
  const reader = new FileReader(fs);
  const read = found.files.map((file) => readFile(file, reader, options));
  const of = (kind: FileResult['kind']): number => read.filter((each) => each.kind === kind).length;
  const failed = read.flatMap(({ problem }) => problem ?? []);
  const texts = new Map(found.files.map((file) => [file.path, file] as const));
  return {
    objects: read.flatMap(({ objects }) => objects),
    coverage: {
      files: [...found.records, ...read.map(({ record }) => record)],
      documents: { kubernetes: of('known'), empty: 0, other: of('other'), notRendered: 0, failed: of('failed') },
      failed,
      notRendered: [],
      warnings: [],
    },
    textOf: (path) => {
      const file = texts.get(path);
      return file === undefined ? undefined : textOf(file, reader).text;
    },
  };
}

interface FileResult {
  readonly kind: 'known' | 'other' | 'failed';
  readonly record: FileRecord;
  readonly objects: readonly KubeObject[];
  readonly problem?: Problem;
}

function readFile(file: FoundFile, reader: FileReader, { recognise, nothing }: ExportOptions): FileResult {
  const { path, named } = file;
  const { text, problem } = textOf(file, reader);
  if (text === undefined) return failure(file, problem ?? { file: path, line: 1, column: 1, reason: 'could not be read' });
  const source: SourceFile = { path, lineStarts: lineStartsOf(text) };
  const documents = documentsIn(text);
  const broken = documents.find(({ error }) => error !== undefined)?.error;
  if (broken !== undefined) return failure(file, { file: path, ...positionAt(source, broken.offset), reason: broken.message });
  const objects = documents.flatMap(({ value, locator }, document) =>
    (value === undefined ? [] : recognise(value, path)).map((each) =>
      kubeObject(each.value, {
        origin: { file: source, document, locator: each.path.length === 0 ? locator : locator.below(each.path) },
      }),
    ),
  );
  if (objects.length > 0) return { kind: 'known', record: { path, named, status: 'scanned', reason: undefined }, objects };
  // Who names a file means it to count.
  if (named) return failure(file, { file: path, line: 1, column: 1, reason: nothing });
  return { kind: 'other', record: { path, named, status: 'skipped', reason: nothing }, objects };
}

function failure({ path, named }: FoundFile, problem: Problem): FileResult {
  return { kind: 'failed', record: { path, named, status: 'failed', reason: problem.reason }, objects: [], problem };
}

function textOf(file: FoundFile, reader: FileReader): { readonly text: string | undefined; readonly problem?: Problem } {
  const read = reader.read(file);
  const decoded = 'bytes' in read ? decodeText(read.bytes) : read;
  if ('text' in decoded) return { text: decoded.text };
  return { text: undefined, problem: { file: file.path, ...decoded.at, reason: decoded.reason } };
}

/** A list is no manifest, and is JSON all the same: it may be indented by tabs, which YAML forbids. */
function documentsIn(text: string): readonly ParsedDocument[] {
  if (!/^\ufeff?\s*\[/.test(text)) return readDocuments(text);
  const json = readJson(text);
  return Array.isArray(json) ? json : readDocuments(text);
}
