import { resolve } from 'node:path';
import { nodeFileSystem, type FileSystem } from '@bulwark/source';
import { locationOf } from '../adoption/places.ts';

/** The bytes of a text in the encoding of the file that it is for. */
export function bytesLike(text: string, before: Uint8Array): Uint8Array {
  if (before[0] === 0xff && before[1] === 0xfe) return Buffer.from(text, 'utf16le');
  if (before[0] === 0xfe && before[1] === 0xff) return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text);
}

/** The file system of the machine with other texts in some files, by the paths that findings show. */
export function overlaid(texts: ReadonlyMap<string, string>, cwd: string): FileSystem {
  const byLocation = new Map([...texts].map(([path, text]) => [locationOf(resolve(cwd, path), cwd).replaceAll('\\', '/'), text]));
  return {
    ...nodeFileSystem,
    read(path, limit) {
      const bytes = nodeFileSystem.read(path, limit);
      const text = byLocation.get(path);
      return text === undefined ? bytes : bytesLike(text, bytes).subarray(0, limit);
    },
  };
}
