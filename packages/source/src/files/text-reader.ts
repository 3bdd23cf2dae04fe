import { formatBytes, LIMITS } from '../limits.ts';
import { decodeText, type Decoded } from './decode-text.ts';
import { readStandardInput, type FileSystem } from './file-system.ts';
import type { FoundFile } from './found-files.ts';
import { readFailure } from './read-failure.ts';

/** Gives what stands on standard input. Called once. */
export type StandardInput = () => string | Uint8Array;

const START = { line: 1, column: 1 };

/** Texts that are kept for code frames, in UTF-16 code units: the values that were cut from them hold on to most of them anyway. */
const KEPT_LENGTH = 2 ** 25;

/** Reads the text of files. Keeps that of standard input, which cannot be read twice, and of files as far as the room goes. */
export class TextReader {
  readonly #fs: FileSystem;
  readonly #stdin: StandardInput;
  #stdinText: Decoded | undefined;
  readonly #kept = new Map<string, Decoded>();
  #room = KEPT_LENGTH;

  constructor(fs: FileSystem, stdin: StandardInput = () => readStandardInput(LIMITS.fileBytes + 1)) {
    this.#fs = fs;
    this.#stdin = stdin;
  }

  read({ location }: FoundFile): Decoded {
    if (location !== undefined) return this.#kept.get(location) ?? this.#keep(location);
    this.#stdinText ??= decode(() => {
      const input = this.#stdin();
      return typeof input === 'string' ? Buffer.from(input) : input;
    });
    return this.#stdinText;
  }

  #keep(location: string): Decoded {
    const decoded = decode(() => this.#fs.read(location, LIMITS.fileBytes + 1));
    if ('text' in decoded && decoded.text.length <= this.#room) {
      this.#room -= decoded.text.length;
      this.#kept.set(location, decoded);
    }
    return decoded;
  }
}

function decode(read: () => Uint8Array): Decoded {
  try {
    const bytes = read();
    if (bytes.length > LIMITS.fileBytes) return { reason: `is larger than ${formatBytes(LIMITS.fileBytes)}`, at: START };
    return decodeText(bytes);
  } catch (error) {
    return { reason: readFailure(error), at: START };
  }
}
