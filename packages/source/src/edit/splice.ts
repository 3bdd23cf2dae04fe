/** A stretch of a text, and what stands there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all splices made, which overlap nowhere; those at one place come in their order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of inOrder(splices)) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return splices.length < 2 ? splices : splices.toSorted(compare);
}

/** Splices of which none lies in another. */
export class Splices {
  readonly all: Splice[] = [];
  /** The same in the order of the text. */
  readonly #taken: Splice[] = [];

  /** Takes more of them; false, and takes none, where one of them meets another. */
  add(splices: readonly Splice[]): boolean {
    if (!isApart(splices) || splices.some((splice) => this.#meets(splice))) return false;
    this.all.push(...splices);
    for (const splice of splices) this.#taken.splice(this.#place(splice), 0, splice);
    return true;
  }

  #meets({ start, end }: Splice): boolean {
    const at = this.#place({ start, end, text: '' });
    const before = this.#taken[at - 1];
    const after = this.#taken[at];
    return (before !== undefined && before.end > start) || (after !== undefined && after.start < end);
  }

  /** After how many of those that are taken a splice comes. */
  #place(splice: Splice): number {
    let [low, high] = [0, this.#taken.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#taken[middle];
      if (other !== undefined && compare(other, splice) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isApart(splices: readonly Splice[]): boolean {
  const ordered = inOrder(splices);
  return ordered.every(({ start }, index) => index === 0 || start >= (ordered[index - 1]?.end ?? 0));
}

function compare(a: Splice, b: Splice): number {
  return a.start - b.start || a.end - b.end;
}
