import { inOrder, type Splice } from './splice.ts';

/** A stretch of the old text, or a new text. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** Remembers how a text came to be from an older one, through any number of splices that follow one another. */
export class Patchwork {
  #pieces: readonly Piece[];
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
    this.#pieces = [{ start: 0, end: length }];
  }

  /** Takes splices of the text as it is now. */
  apply(splices: readonly Splice[]): void {
    // From the end, so that what stands before stays where it is.
    for (const { start, end, text } of inOrder(splices).toReversed()) {
      this.#pieces = [...between(this.#pieces, 0, start), { text }, ...between(this.#pieces, end, Number.POSITIVE_INFINITY)];
    }
  }

  /** What of the old text is something else now. */
  changes(): Splice[] {
    const changes: Splice[] = [];
    let at = 0;
    let text = '';
    for (const piece of [...this.#pieces, { start: this.#length, end: this.#length }]) {
      if ('text' in piece) {
        text += piece.text;
        continue;
      }
      if (piece.start === piece.end && piece.start !== this.#length) continue;
      if (piece.start > at || text !== '') changes.push({ start: at, end: piece.start, text });
      at = piece.end;
      text = '';
    }
    return changes;
  }
}

/** The pieces of a stretch of the text that they make. */
function between(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = 'text' in piece ? piece.text.length : piece.end - piece.start;
    const [first, last] = [Math.max(0, from - at), Math.min(length, to - at)];
    if (first < last)
      result.push(
        'text' in piece ? { text: piece.text.slice(first, last) } : { start: piece.start + first, end: piece.start + last },
      );
    at += length;
  }
  return result;
}
