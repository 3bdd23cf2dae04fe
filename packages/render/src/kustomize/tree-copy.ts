import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';

import type { BuildGraph } from './build-graph.ts';

/**
 * A copy of all files of a build in a folder of its own, each where it stands to the others, so that files can be changed and
 * built without touching the user's. `close` removes it.
 */
export class TreeCopy {
  /** Where the build's own folder is. */
  readonly folder: string;
  readonly #root: string;
  readonly #top: string;
  readonly #written = new Set<string>();

  constructor(graph: BuildGraph) {
    const paths = [...graph.files.keys()];
    this.#root = mkdtempSync(join(tmpdir(), 'bulwark-kustomize-'));
    this.#top = sharedFolder([...paths, `${graph.folder}/x`]);
    this.folder = this.#inside(graph.folder);
    mkdirSync(this.folder, { recursive: true });
    for (const path of paths) this.#copy(path);
  }

  /** Puts texts in the place of files, and all others back. */
  write(texts: ReadonlyMap<string, string>): void {
    for (const path of this.#written) if (!texts.has(path)) this.#copy(path);
    this.#written.clear();
    for (const [path, text] of texts) {
      writeFileSync(this.#inside(path), text);
      this.#written.add(path);
    }
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #copy(path: string): void {
    const target = this.#inside(path);
    mkdirSync(posix.dirname(target), { recursive: true });
    // Not `copyFile`: a file that may only be read could not be written over later.
    writeFileSync(target, readFileSync(path));
  }

  #inside(path: string): string {
    return posix.join(this.#root, 't', posix.relative(this.#top, path));
  }
}

/** The deepest folder that all files are in or below of. */
export function sharedFolder(paths: readonly string[]): string {
  const [first = '/', ...others] = paths.map((path) => posix.dirname(path));
  let shared = first;
  while (others.some((folder) => folder !== shared && !folder.startsWith(shared === '/' ? '/' : `${shared}/`))) {
    shared = posix.dirname(shared);
  }
  return shared;
}
