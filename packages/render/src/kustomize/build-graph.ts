import { posix } from 'node:path';

import type { Json, Path } from '@bulwark/model';
import type { FileSystem } from '@bulwark/source';

import { firstValue, kindOf, kustomizationIn, placeIn, TextFile } from './kustomization-file.ts';
import { chartField, isChartPlugin, isFunction, pluginReferences, referencesOf, type Reference, type Role } from './reference.ts';
import { isRemoteFile, isRepository } from './remote.ts';

/** A file that goes into a build, and as what: the same file may be an object here and a patch there. */
export interface BuildFile {
  readonly file: TextFile;
  readonly roles: ReadonlySet<Role>;
}

/**
 * What stands in the way of a build. `remote`, `chart` and `function`: it would leave the machine, or start a program that it
 * was not told to start. `missing`: a file or folder is not there, or is none that kustomize could build.
 */
export interface Obstacle {
  readonly kind: 'remote' | 'chart' | 'function' | 'missing';
  /** What is remote or missing, as it is written; the field, where a chart or a function is meant. */
  readonly entry: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** All that `kustomize build` of a folder reads, found without running it. Paths are absolute. */
export interface BuildGraph {
  readonly folder: string;
  /** By path, in the order in which they are come to. */
  readonly files: ReadonlyMap<string, BuildFile>;
  /** Folders whose kustomization goes into this one: as a base, a component, or a holder of plugins. */
  readonly uses: ReadonlySet<string>;
  readonly obstacles: readonly Obstacle[];
}

/**
 * Follows what the kustomization in `folder` names, and what those name. What cannot be read is left to kustomize to tell.
 * `texts` are files that were read before, for one tree with many builds.
 */
export function buildGraph(folder: string, fs: FileSystem, texts: Map<string, TextFile> = new Map()): BuildGraph {
  return new Walk(fs, texts).from(folder);
}

/** More folders than any build has: a file system that links in circles ends here. */
const MOST_FOLDERS = 5000;

class Walk {
  readonly #fs: FileSystem;
  readonly #texts: Map<string, TextFile>;
  readonly #files = new Map<string, { file: TextFile; roles: Set<Role> }>();
  readonly #folders = new Set<string>();
  readonly #obstacles: Obstacle[] = [];

  constructor(fs: FileSystem, texts: Map<string, TextFile>) {
    this.#fs = fs;
    this.#texts = texts;
  }

  from(folder: string): BuildGraph {
    this.#folder(folder, 'resource');
    const uses = new Set([...this.#folders].map((key) => key.slice(key.indexOf(' ') + 1)));
    uses.delete(folder);
    return { folder, files: this.#files, uses, obstacles: this.#obstacles };
  }

  /** `as` is what the objects are that the kustomization there lists. */
  #folder(folder: string, as: 'resource' | 'plugin'): void {
    const key = `${as} ${folder}`;
    if (this.#folders.has(key) || this.#folders.size >= MOST_FOLDERS) return;
    this.#folders.add(key);
    const path = kustomizationIn(folder, this.#fs);
    if (path === undefined) return;
    const file = this.#read(path, 'kustomization');
    const value = firstValue(file);
    if (value === undefined) return;
    const chart = chartField(value);
    if (chart !== undefined) this.#obstacle('chart', chart, file, [chart]);
    for (const reference of referencesOf(value)) this.#follow(reference, file, folder, as);
  }

  #follow(reference: Reference, from: TextFile, folder: string, as: 'resource' | 'plugin'): void {
    const { entry, path, mayBeFolder } = reference;
    if (isRemoteFile(entry)) {
      this.#obstacle('remote', entry, from, path);
      return;
    }
    const target = posix.resolve(folder, entry);
    const kind = kindOf(target, this.#fs);
    if (kind === 'file') this.#file(target, reference.role === 'resource' ? as : reference.role, folder);
    else if (kind === undefined && mayBeFolder && isRepository(entry)) this.#obstacle('remote', entry, from, path);
    else if (kind === undefined || !mayBeFolder || kustomizationIn(target, this.#fs) === undefined) {
      this.#obstacle('missing', entry, from, path);
    } else this.#folder(this.#fs.realPath(target), reference.role === 'plugin' ? 'plugin' : as);
  }

  #file(path: string, role: Role, folder: string): void {
    const file = this.#read(path, role);
    if (role !== 'plugin') return;
    for (const { value } of file.documents) if (value !== undefined) this.#plugin(value, file, folder);
  }

  #plugin(value: Json, file: TextFile, folder: string): void {
    if (isChartPlugin(value)) this.#obstacle('chart', 'HelmChartInflationGenerator', file, []);
    else if (isFunction(value)) this.#obstacle('function', 'config.kubernetes.io/function', file, []);
    for (const reference of pluginReferences(value)) this.#follow(reference, file, folder, 'resource');
  }

  #read(path: string, role: Role): TextFile {
    const known = this.#files.get(path);
    if (known !== undefined) {
      known.roles.add(role);
      return known.file;
    }
    const file = this.#texts.get(path) ?? new TextFile(path, this.#fs);
    this.#texts.set(path, file);
    this.#files.set(path, { file, roles: new Set([role]) });
    return file;
  }

  #obstacle(kind: Obstacle['kind'], entry: string, file: TextFile, path: Path): void {
    const { line, column } = placeIn(file, 0, path) ?? { line: 1, column: 1 };
    this.#obstacles.push({ kind, entry, file: file.path, line, column });
  }
}
