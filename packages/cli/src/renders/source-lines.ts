import type { Place } from '@bulwark/model';
import type { SourceLine } from '@bulwark/render';

/** Places in sources of renders: whole lines, without the white space around what they hold. */
export class SourceLines {
  readonly #textOf: (path: string) => string | undefined;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(textOf: (path: string) => string | undefined) {
    this.#textOf = textOf;
  }

  /** The place of what stands at `rendered` in the render. */
  placeOf({ file, line = 1, precision }: SourceLine, rendered: Place): Place {
    const text = this.#lineOf(file, line);
    const column = text.length - text.trimStart().length + 1;
    const endColumn = Math.max(column, text.trimEnd().length + 1);
    return { file, line, column, endLine: line, endColumn, exact: precision === 'exact' && rendered.exact };
  }

  #lineOf(file: string, line: number): string {
    let lines = this.#lines.get(file);
    if (lines === undefined) this.#lines.set(file, (lines = (this.#textOf(file) ?? '').split(/\r?\n/)));
    return lines[line - 1] ?? '';
  }
}
