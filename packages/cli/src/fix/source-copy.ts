import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { nodeFileSystem, type FileSystem } from '@bulwark/source';
import type { Rendered } from '@bulwark/render';
import { bytesLike, overlaid } from './overlay.ts';

/**
 * The sources of renders in a folder of their own, each below it where it is on the machine, with other texts in some: programs
 * that render read files, and the user's are not to be touched yet. What is not rendered is read from where it is.
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
    for (const source of new Set(renders.flatMap(({ sources }) => sources))) {
      const bytes = readFileSync(resolve(cwd, source));
      const text = texts.get(source);
      const copy = this.#inside(resolve(cwd, source));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text === undefined ? bytes : bytesLike(text, bytes));
    }
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
