import { formatBytes, LIMITS } from '../limits.ts';
import { decodeText, type Decoded } from './decode-text.ts';
import { readStandardInput, type FileSystem } from './file-system.ts';
import type { FoundFile } from './found-files.ts';
import { readFailure } from './read-failure.ts';

/** Gives what stands on standard input. Called once. */
export type StandardInput = () => string | Uint8Array;

const START = { line: 1, column: 1 };

/** Reads the text of files. Keeps that of standard input, which cannot be read twice, and no other. */
export class TextReader {
  readonly #fs: FileSystem;
  readonly #stdin: StandardInput;
  #stdinText: Decoded | undefined;

  constructor(fs: FileSystem, stdin: StandardInput = () => readStandardInput(LIMITS.fileBytes + 1)) {
    this.#fs = fs;
    this.#stdin = stdin;
  }

  read({ location }: FoundFile): Decoded {
    if (location !== undefined) return decode(() => this.#fs.read(location, LIMITS.fileBytes + 1));
    this.#stdinText ??= decode(() => {
      const input = this.#stdin();
      return typeof input === 'string' ? Buffer.from(input) : input;
    });
    return this.#stdinText;
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
