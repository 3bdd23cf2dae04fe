import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  decode,
  NEWLINE,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
} from '../scan/bytes.ts';
import { GrowingBytes } from './growing-bytes.ts';

export interface Pieces {
  /** A whole value: the document, or an entry of the list that it is about. */
  readonly piece: (text: string, line: number) => void;
  readonly bad: (reason: string, line: number) => void;
}

export interface Fed {
  /** `done` and `broken`: a line may begin at `at`. `astray`: nobody knows where, before the next newline. */
  readonly state: 'open' | 'done' | 'broken' | 'astray';
  readonly at: number;
}

const LONGEST_KEY = 32;

/** Of documents that are nested deeper than this nothing is read. */
const DEEPEST = 512;

/**
 * Finds the end of a JSON document that goes over several lines, or is too long for one piece. Lists of entries, at the top or
 * under one of some keys, come out entry by entry, so that an export of any size takes the room of one entry. A document that a
 * crash has cut off ends where it cannot go on: the next line is one again.
 */
export class DocumentSplitter {
  readonly #lists: ReadonlySet<string>;
  readonly #limit: number;
  readonly #pieces: Pieces;
  readonly #kept = new GrowingBytes();
  #stack: number[] = [];
  #inText = false;
  #isEscaped = false;
  /** The last byte that is no blank and in no text. */
  #last = 0;
  #isKey = false;
  #keyBytes: number[] = [];
  /** The last key of the outermost object: that of the list that may begin. */
  #key = '';
  #streamDepth = -1;
  #isKeeping = true;
  #isTooLong = false;
  #line = 0;
  #pieceLine = 0;
  #isFirstOfLine = true;
  #isIndented = false;

  constructor(lists: readonly string[], limit: number, pieces: Pieces) {
    this.#lists = new Set(lists);
    this.#limit = limit;
    this.#pieces = pieces;
  }

  /** The line that the last byte was in. */
  get line(): number {
    return this.#line;
  }

  begin(line: number): void {
    this.#kept.clear();
    this.#stack = [];
    this.#inText = this.#isEscaped = this.#isTooLong = false;
    this.#last = 0;
    this.#key = '';
    this.#isKey = false;
    this.#streamDepth = -1;
    this.#isKeeping = true;
    this.#line = this.#pieceLine = line;
    this.#isFirstOfLine = true;
  }

  /** Takes bytes until the document ends, which is at `at` of the answer. */
  feed(bytes: Uint8Array, from: number, to: number): Fed {
    let start = from;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (this.#inText) {
        if (!this.#inside(byte)) return this.#broken('it ends in the middle of a text', at);
        continue;
      }
      if (byte <= SPACE) {
        if (byte === NEWLINE) this.#newLine();
        else this.#isIndented = true;
        continue;
      }
      if (!this.#fits(byte)) return this.#broken('it ends in the middle of a document', at);
      this.#isFirstOfLine = false;
      if (this.#opensPiece(byte)) start = this.#openPiece(at);
      this.#take(byte);
      if (this.#closesPiece(byte)) {
        this.#keep(bytes, start, at + 1);
        this.#closePiece();
        start = at + 1;
      }
      if (this.#stack.length === 0) return { state: 'done', at: at + 1 };
    }
    this.#keep(bytes, start, to);
    return { state: 'open', at: to };
  }

  /** The document ends here, whole or not. */
  end(): void {
    this.#pieces.bad('it ends in the middle of a document', this.#pieceLine);
  }

  #newLine(): void {
    this.#line++;
    this.#isFirstOfLine = true;
    this.#isIndented = false;
  }

  #inside(byte: number): boolean {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#inText = false;
      if (this.#isKey) this.#key = String.fromCharCode(...this.#keyBytes);
      this.#isKey = false;
    }
    if (this.#isKey && this.#keyBytes.length < LONGEST_KEY) this.#keyBytes.push(byte);
    return byte !== NEWLINE;
  }

  /** Whether a byte may stand here. It tells a document that goes on from one that was cut off. */
  #fits(byte: number): boolean {
    const within = this.#stack.at(-1);
    const last = this.#last;
    if (within === undefined) return byte === OPEN_OBJECT || byte === OPEN_LIST;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return this.#mayOpen(within);
    if (byte === CLOSE_OBJECT) return within === OPEN_OBJECT;
    if (byte === CLOSE_LIST) return within === OPEN_LIST;
    if (byte === QUOTE) return last === COMMA || last === within || (within === OPEN_OBJECT && last === COLON);
    return true;
  }

  /** What begins at the very left is an entry of the list, or the first line after one that was cut off. */
  #mayOpen(within: number): boolean {
    const depth = this.#stack.length;
    if (depth >= DEEPEST || (this.#isFirstOfLine && !this.#isIndented && depth !== this.#streamDepth)) return false;
    return within === OPEN_LIST ? this.#last === OPEN_LIST || this.#last === COMMA : this.#last === COLON;
  }

  #take(byte: number): void {
    if (byte === QUOTE) {
      this.#inText = true;
      this.#isKey = this.#stack.length === 1 && this.#stack[0] === OPEN_OBJECT && this.#last !== COLON;
      if (this.#isKey) this.#keyBytes = [];
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      this.#stack.push(byte);
      this.#maybeStream(byte);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#stack.pop();
    this.#last = byte;
  }

  #maybeStream(byte: number): void {
    if (byte !== OPEN_LIST || this.#streamDepth !== -1) return;
    const depth = this.#stack.length;
    if (depth === 1 || (depth === 2 && this.#stack[0] === OPEN_OBJECT && this.#lists.has(this.#key))) {
      this.#streamDepth = depth;
      this.#isKeeping = false;
      this.#isTooLong = false;
      this.#kept.clear();
    }
  }

  #opensPiece(byte: number): boolean {
    return (byte === OPEN_OBJECT || byte === OPEN_LIST) && this.#stack.length === this.#streamDepth;
  }

  #openPiece(at: number): number {
    this.#isKeeping = true;
    this.#isTooLong = false;
    this.#pieceLine = this.#line;
    return at;
  }

  #closesPiece(byte: number): boolean {
    if (byte !== CLOSE_OBJECT && byte !== CLOSE_LIST) return false;
    return this.#isKeeping && this.#stack.length === Math.max(0, this.#streamDepth);
  }

  #closePiece(): void {
    const { bytes, length } = this.#kept;
    if (this.#isTooLong) this.#pieces.bad(`it is longer than ${this.#limit} bytes`, this.#pieceLine);
    else this.#pieces.piece(decode(bytes, 0, length), this.#pieceLine);
    this.#kept.clear();
    this.#isKeeping = false;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#isKeeping || this.#isTooLong || to <= from) return;
    if (this.#kept.length + to - from > this.#limit) {
      this.#isTooLong = true;
      this.#kept.clear();
    } else this.#kept.append(bytes, from, to);
  }

  #broken(reason: string, at: number): Fed {
    this.#pieces.bad(reason, this.#pieceLine);
    return { state: this.#isFirstOfLine || this.#inText ? 'broken' : 'astray', at };
  }
}
