import type { Shell } from './shell.ts';

const PATIENCE = 500;
const PACE = 100;
const ERASE_LINE = '\r\u001B[2K';

/** One line on a terminal's standard error that says how far long work is; nothing for work that is soon done. */
export class Progress {
  readonly #shell: Shell;
  readonly #shown: boolean;
  #next: number;
  #dirty = false;

  constructor(shell: Shell, options: { readonly quiet: boolean }) {
    this.#shell = shell;
    this.#shown = !options.quiet && shell.process.stderr.isTTY === true;
    this.#next = shell.now() + PATIENCE;
  }

  update(text: () => string): void {
    if (!this.#shown) return;
    const now = this.#shell.now();
    if (now < this.#next) return;
    this.#next = now + PACE;
    this.#dirty = true;
    this.#shell.process.stderr.write(`${ERASE_LINE}${text()}`);
  }

  /** Leaves the terminal as it was. */
  end(): void {
    if (this.#dirty) this.#shell.process.stderr.write(ERASE_LINE);
    this.#dirty = false;
  }
}
