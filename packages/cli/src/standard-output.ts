import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Output } from './shell.ts';

type Descriptor = 1 | 2;

/**
 * Standard output or standard error, opened when it is first needed. Files and pipes are written directly, as long as their
 * reader takes what comes: Node's own streams take as long to load as a quarter of a small scan. Terminals and all else get
 * theirs.
 */
export class StandardOutput implements Output {
  /** Why something could not be written; what a reader that has seen enough does not take is no failure. */
  failure: Error | undefined;
  readonly #descriptor: Descriptor;
  readonly #openStream: () => NodeJS.WriteStream;
  #stream: NodeJS.WriteStream | undefined;
  #direct: boolean | undefined;
  #closed = false;

  constructor(descriptor: Descriptor, openStream: () => NodeJS.WriteStream) {
    this.#descriptor = descriptor;
    this.#openStream = openStream;
  }

  get isTTY(): boolean | undefined {
    return this.#isDirect() ? false : this.#opened().isTTY;
  }

  get columns(): number | undefined {
    return this.#isDirect() ? undefined : this.#opened().columns;
  }

  /** Whether all that was written is with its reader, so that the process may end. */
  get isDone(): boolean {
    return this.#stream === undefined;
  }

  readonly write = (text: string): void => {
    if (!this.#isDirect()) {
      this.#opened().write(text);
      return;
    }
    let rest: Uint8Array = Buffer.from(text);
    while (rest.length > 0 && !this.#closed) {
      const taken = this.#writeSome(rest);
      if (taken === undefined) {
        this.#direct = false;
        this.#opened().write(rest);
        return;
      }
      rest = rest.subarray(taken);
    }
  };

  /** How many bytes were taken; undefined where the reader must be waited for. */
  #writeSome(bytes: Uint8Array): number | undefined {
    try {
      return writeSync(this.#descriptor, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
      this.#fail(error as NodeJS.ErrnoException);
      return 0;
    }
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#closed = true;
    // Whoever reads our output has seen enough (`| head`): that is no error.
    if (error.code !== 'EPIPE') this.failure ??= error;
  }

  #opened(): NodeJS.WriteStream {
    if (this.#stream === undefined) {
      this.#stream = this.#openStream();
      this.#stream.on('error', (error) => this.#fail(error));
    }
    return this.#stream;
  }

  #isDirect(): boolean {
    return (this.#direct ??= takesBytes(this.#descriptor));
  }
}

/** Whether it is a file or a pipe of POSIX, or thrown away. */
function takesBytes(descriptor: Descriptor): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() || stats.isFIFO() || (stats.isCharacterDevice() && stats.rdev === statSync(devNull).rdev);
  } catch {
    return false;
  }
}
