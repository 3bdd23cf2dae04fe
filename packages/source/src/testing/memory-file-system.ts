import { posix } from 'node:path';

import type { Entry, EntryKind, FileSystem } from '../files/file-system.ts';

/** What stands at a path: text or bytes, a link, something that is no file, or a file that cannot be read. */
export type MemoryNode =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly kind: EntryKind }
  | { readonly error: string };

/** As on Linux. */
const LONGEST_PATH = 4096;

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

/** The folders of all paths, with the names of what is in each. */
function foldersOf(paths: readonly string[]): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let at = path; at !== '/'; at = posix.dirname(at)) {
      const folder = posix.dirname(at);
      folders.set(folder, (folders.get(folder) ?? new Set()).add(posix.basename(at)));
    }
  }
  return folders;
}

/** A file system in memory, for tests. Folders exist by the files below them, and list their entries in reverse order. */
export function memoryFileSystem(nodes: Readonly<Record<string, MemoryNode>>): FileSystem {
  const folders = foldersOf(Object.keys(nodes));
  const nodeAt = (path: string): MemoryNode | undefined => (Object.hasOwn(nodes, path) ? nodes[path] : undefined);

  function kindAt(path: string): EntryKind {
    const node = nodeAt(path);
    if (folders.has(path)) return 'folder';
    if (node === undefined) throw failure('ENOENT', path);
    if (typeof node === 'string' || node instanceof Uint8Array || 'error' in node) return 'file';
    return 'link' in node ? 'link' : node.kind;
  }

  function realPath(path: string, followed = 0): string {
    if (followed > 40) throw failure('ELOOP', path);
    if (path.length > LONGEST_PATH) throw failure('ENAMETOOLONG', path);
    const steps = path.split('/').filter(Boolean);
    let real = '/';
    for (const [index, step] of steps.entries()) {
      const next = posix.join(real, step);
      const node = nodeAt(next);
      if (typeof node === 'object' && 'link' in node) {
        return realPath(posix.resolve(real, node.link, ...steps.slice(index + 1)), followed + 1);
      }
      real = next;
    }
    kindAt(real);
    return real;
  }

  function check(path: string): MemoryNode | undefined {
    const node = nodeAt(path);
    if (typeof node === 'object' && 'error' in node) throw failure(node.error, path);
    return node;
  }

  return {
    list(folder): Entry[] {
      check(folder);
      const names = [...(folders.get(folder) ?? [])].toSorted().toReversed();
      return names.map((name) => ({ name, kind: kindAt(posix.join(folder, name)) }));
    },
    kindOf: (path) => kindAt(realPath(path)),
    realPath: (path) => realPath(path),
    read(path, limit) {
      const node = check(path);
      if (typeof node === 'string') return Buffer.from(node).subarray(0, limit);
      if (node instanceof Uint8Array) return node.subarray(0, limit);
      throw failure('EISDIR', path);
    },
  };
}
