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
    const reader = new PieceReader(this.#pieces);
    const made: Piece[] = [];
    for (const { start, end, text } of inOrder(splices)) {
      made.push(...reader.until(start), { text });
      reader.until(end);
    }
    made.push(...reader.until(Number.POSITIVE_INFINITY));
    this.#pieces = made;
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

/** Goes through pieces by the places in the text that they make. */
class PieceReader {
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** How much of the piece has been read. */
  #offset = 0;
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** The pieces up to a place, from where the last ones ended. */
  until(end: number): Piece[] {
    const result: Piece[] = [];
    for (let piece = this.#pieces[this.#index]; piece !== undefined && this.#at < end; piece = this.#pieces[this.#index]) {
      const length = lengthOf(piece);
      const taken = Math.min(length - this.#offset, end - this.#at);
      if (taken > 0) result.push(part(piece, this.#offset, this.#offset + taken));
      this.#at += taken;
      this.#offset += taken;
      if (this.#offset < length) break;
      this.#index++;
      this.#offset = 0;
    }
    return result;
  }
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to };
}
