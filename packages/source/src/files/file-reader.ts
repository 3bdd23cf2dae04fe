import type { Position } from '@bulwark/model';

import { formatBytes, LIMITS } from '../limits.ts';
import { readStandardInput, type FileSystem } from './file-system.ts';
import type { FoundFile } from './found-files.ts';
import { readFailure } from './read-failure.ts';

/** Gives what stands on standard input. Called once. */
export type StandardInput = () => string | Uint8Array;

const START = { line: 1, column: 1 };

/** Bytes of a file, or why there are none. */
export type Bytes = { readonly bytes: Uint8Array } | { readonly reason: string; readonly at: Position };

/**
 * Bytes that are kept for code frames, so that the files of most scans are read once. Of a large tree few files are shown, and to
 * read those again costs less than to keep all.
 */
const KEPT_BYTES = 2 ** 24;
/** Small files share a slab, because a buffer for each costs more than the copy. */
const SLAB = 2 ** 20;

/** Reads files. Keeps what stands on standard input, which cannot be read twice, and files as far as the room goes. */
export class FileReader {
  readonly #fs: FileSystem;
  readonly #stdin: StandardInput;
  #stdinBytes: Bytes | undefined;
  readonly #kept = new Map<string, Bytes>();
  #room = KEPT_BYTES;
  #slab: Uint8Array = new Uint8Array();
  #used = 0;

  constructor(fs: FileSystem, stdin: StandardInput = () => readStandardInput(LIMITS.fileBytes + 1)) {
    this.#fs = fs;
    this.#stdin = stdin;
  }

  /** The bytes of a file. They are valid until the next one is read. */
  read({ location, text }: FoundFile): Bytes {
    if (text !== undefined) return limited(() => Buffer.from(text));
    if (location !== undefined) return this.#kept.get(location) ?? this.#keep(location);
    this.#stdinBytes ??= limited(() => {
      const input = this.#stdin();
      return typeof input === 'string' ? Buffer.from(input) : input;
    });
    return this.#stdinBytes;
  }

  #keep(location: string): Bytes {
    const found = limited(() => this.#fs.read(location, LIMITS.fileBytes + 1));
    if (!('bytes' in found) || found.bytes.length > this.#room) return found;
    const kept = { bytes: this.#copy(found.bytes) };
    this.#room -= kept.bytes.length;
    this.#kept.set(location, kept);
    return kept;
  }

  #copy(bytes: Uint8Array): Uint8Array {
    if (bytes.length > SLAB / 4) return bytes.slice();
    if (this.#used + bytes.length > this.#slab.length) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB);
      this.#used = 0;
    }
    this.#slab.set(bytes, this.#used);
    this.#used += bytes.length;
    return this.#slab.subarray(this.#used - bytes.length, this.#used);
  }
}

function limited(read: () => Uint8Array): Bytes {
  try {
    const bytes = read();
    if (bytes.length > LIMITS.fileBytes) return { reason: `is larger than ${formatBytes(LIMITS.fileBytes)}`, at: START };
    return { bytes };
  } catch (error) {
    return { reason: readFailure(error), at: START };
  }
}
