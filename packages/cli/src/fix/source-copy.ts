import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { nodeFileSystem, STANDARD_INPUT, type FileSystem } from '@bulwark/source';
import type { Rendered } from '@bulwark/render';
import { bytesLike, overlaid } from './overlay.ts';

/**
 * The sources of overlays in a folder of their own, each below it where it is on the machine, with other texts in some: programs
 * that render read files, and the user's are not to be touched yet. What else they read, charts and their values, is linked to.
 */
export class SourceCopy {
  /** What stands for the working directory. */
  readonly cwd: string;
  readonly fs: FileSystem;
  readonly #root: string;

  constructor(renders: readonly Rendered[], texts: ReadonlyMap<string, string>, cwd: string) {
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), 'bulwark-fix-')));
    this.cwd = this.#inside(cwd);
    mkdirSync(this.cwd, { recursive: true });
    const folders = new Set([cwd]);
    const read = renders.flatMap(({ by, sources }) => (by === 'kustomize' ? sources : []));
    for (const source of new Set([...read, ...texts.keys()].filter((path) => path !== STANDARD_INPUT))) {
      const location = resolve(cwd, source);
      const bytes = readFileSync(location);
      const text = texts.get(source);
      mkdirSync(dirname(this.#inside(location)), { recursive: true });
      writeFileSync(this.#inside(location), text === undefined ? bytes : bytesLike(text, bytes));
      for (let at = dirname(location); at.startsWith(`${cwd}/`); at = dirname(at)) folders.add(at);
    }
    if (renders.some(({ by }) => by === 'helm')) for (const folder of folders) this.#linkRest(folder);
    this.fs = this.#seenThrough(overlaid(texts, cwd));
  }

  /** Where a path below the copy is on the machine. */
  outside(path: string): string {
    return path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length) : path;
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #inside(path: string): string {
    return `${this.#root}${path}`;
  }

  /** Leads to what stands in a folder and was not copied. */
  #linkRest(folder: string): void {
    for (const name of readdirSync(folder)) {
      const link = this.#inside(join(folder, name));
      if (!existsSync(link)) symlinkSync(join(folder, name), link);
    }
  }

  #seenThrough(fs: FileSystem): FileSystem {
    return {
      list: (folder) => fs.list(this.outside(folder)),
      kindOf: (path) => fs.kindOf(this.outside(path)),
      realPath: (path) => {
        const outside = this.outside(path);
        const real = nodeFileSystem.realPath(outside);
        return outside === path ? real : this.#inside(real);
      },
      read: (path, limit) => fs.read(this.outside(path), limit),
    };
  }
}
