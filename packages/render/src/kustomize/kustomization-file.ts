import { posix } from 'node:path';

import { lineStartsOf, positionAt, type Json, type Path, type Position } from '@bulwark/model';
import { readDocuments, type FileSystem, type ParsedDocument } from '@bulwark/source';

/** In the order in which kustomize looks for them: `RecognizedKustomizationFileNames` in api/konfig/general.go. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** Larger files are no manifests, and are not read into memory. */
const LARGEST_FILE: number = 64 * 2 ** 20;

/** A file that goes into a build. It is read, and taken apart, when that is asked for first. */
export class TextFile {
  /** Absolute, with forward slashes, links not followed. */
  readonly path: string;
  readonly #fs: FileSystem;
  #text: string | undefined;
  #documents: readonly ParsedDocument[] | undefined;
  #lineStarts: Int32Array | undefined;

  constructor(path: string, fs: FileSystem) {
    this.path = path;
    this.#fs = fs;
  }

  /** Empty where the file cannot be read: kustomize says why. */
  get text(): string {
    if (this.#text === undefined) {
      try {
        this.#text = Buffer.from(this.#fs.read(this.path, LARGEST_FILE)).toString('utf8');
      } catch {
        this.#text = '';
      }
    }
    return this.#text;
  }

  get documents(): readonly ParsedDocument[] {
    return (this.#documents ??= readDocuments(this.text));
  }

  get lineStarts(): Int32Array {
    return (this.#lineStarts ??= lineStartsOf(this.text));
  }
}

/** Where a key, or an item, stands: as reports show a field. */
export function placeIn(file: TextFile, document: number, path: Path): Position | undefined {
  const reached = file.documents[document]?.locator.nearest(path);
  if (reached === undefined) return undefined;
  const range = reached.node.key ?? reached.node.value;
  return positionAt({ path: file.path, lineStarts: file.lineStarts }, range.start);
}

/** The file in `folder` that makes it one that kustomize builds; undefined where there is none. */
export function kustomizationIn(folder: string, fs: FileSystem): string | undefined {
  return KUSTOMIZATION_NAMES.map((name) => posix.join(folder, name)).find((path) => kindOf(path, fs) === 'file');
}

/** Whether `kustomize build folder` would find a kustomization there. */
export function isKustomization(folder: string, fs: FileSystem): boolean {
  return kustomizationIn(folder, fs) !== undefined;
}

/** What stands at `path`; undefined where there is nothing, or nothing that can be seen. */
export function kindOf(path: string, fs: FileSystem): 'file' | 'folder' | undefined {
  try {
    const kind = fs.kindOf(path);
    return kind === 'file' || kind === 'folder' ? kind : undefined;
  } catch {
    return undefined;
  }
}

/** The first document's value: a kustomization has only one. */
export function firstValue(file: TextFile): Json | undefined {
  return file.documents.find((document) => document.value !== undefined && document.value !== null)?.value;
}
