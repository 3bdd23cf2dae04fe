import { closeSync, constants, openSync, readdirSync, readSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';

import { slashes } from './slashes.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'pipe' | 'socket' | 'device';

export interface Entry {
  readonly name: string;
  /** Of the entry itself: a link is a `link`, whatever it leads to. */
  readonly kind: EntryKind;
}

/** The little that reading manifests asks of a file system. Paths are absolute, with forward slashes. All may throw. */
export interface FileSystem {
  list(folder: string): readonly Entry[];
  /** What `path` names, links followed. */
  kindOf(path: string): EntryKind;
  /** `path` without links in it. */
  realPath(path: string): string;
  /** The file's bytes, but no more than `limit`. They are valid until the next read: the memory may be used again. */
  read(path: string, limit: number): Uint8Array;
}

export const nodeFileSystem: FileSystem = {
  list: (folder) => readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  kindOf: (path) => kindOf(statSync(path)),
  realPath: (path) => slashes(realpathSync.native(path)),
  read(path, limit) {
    // Without O_NONBLOCK, a pipe that took the place of a file since it was listed would hang the scan.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return readDescriptor(descriptor, limit, true);
    } finally {
      closeSync(descriptor);
    }
  },
};

/** Standard input to its end, but no more than `limit` bytes: it may be endless. */
export function readStandardInput(limit: number): Uint8Array {
  return readDescriptor(0, limit, false);
}

function kindOf(entry: Dirent | Stats): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO()) return 'pipe';
  return entry.isSocket() ? 'socket' : 'device';
}

/** One buffer for all usual files: a fresh one for each costs more than the read. */
const shared = Buffer.allocUnsafeSlow(2 ** 20);

/** All bytes, but no more than `limit`. Of a file, a read that gives less than was asked for was the last one. */
function readDescriptor(descriptor: number, limit: number, isFile: boolean): Uint8Array {
  let buffer = shared;
  let length = 0;
  while (length < limit) {
    if (length === buffer.length) buffer = grown(buffer, Math.min(limit, length * 2));
    const room = Math.min(buffer.length, limit) - length;
    const count = readSome(descriptor, buffer, length, room);
    length += count;
    if (count === 0 || (isFile && count < room)) break;
  }
  return buffer.subarray(0, length);
}

function grown(buffer: Buffer, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(size);
  buffer.copy(larger);
  return larger;
}

/** One read. Waits where a pipe has nothing yet; Windows says with an error that a pipe has ended. */
function readSome(descriptor: number, buffer: Buffer, offset: number, length: number): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer, offset, length, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
