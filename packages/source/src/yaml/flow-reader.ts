import type { Json } from '@bulwark/model';
import { PlainObject } from '../plain-object.ts';
import { RangeTable } from '../range-table.ts';
import * as c from './chars.ts';
import { MAX_DEPTH } from './limits.ts';
import { isAlwaysString, plainValue } from './plain-value.ts';
import { readQuotedScalar } from './quoted-scalar.ts';
import { UNSURE, type Unsure } from './unsure.ts';

const NO_KEY = -1;

interface FlowPlace {
  readonly start: number;
  readonly end: number;
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** Reads the plain kind of flow style, `{ a: b, c: [d, "e"] }`, as the block reader does: all of it surely, or nothing. */
export class FlowReader {
  #text = '';
  #table: RangeTable = new RangeTable();
  #pos = 0;
  #end = 0;
  #depth = 0;

  /** Where the reader stands: after the last bracket once `read` has returned. */
  get position(): number {
    return this.#pos;
  }

  /** The collection whose bracket is at `start`; the document ends at `end`. */
  read(text: string, table: RangeTable, at: FlowPlace): Json | Unsure {
    this.#text = text;
    this.#table = table;
    this.#pos = at.start;
    this.#end = at.end;
    this.#depth = 0;
    return this.#readCollection(at.keyStart, at.keyEnd);
  }

  #readCollection(keyStart: number, keyEnd: number): Json | Unsure {
    if (++this.#depth > MAX_DEPTH) return UNSURE;
    const isList = this.#text.charCodeAt(this.#pos) === c.LEFT_BRACKET;
    const value = isList ? this.#readList(keyStart, keyEnd) : this.#readMap(keyStart, keyEnd);
    this.#depth--;
    return value;
  }

  /** Skips blanks, breaks and comments; the code of what comes then, or NaN at the end of the document. */
  #next(): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#pos);
      if (this.#pos >= this.#end) return Number.NaN;
      if (code === c.HASH && c.isBlankOrEnd(text.charCodeAt(this.#pos - 1))) this.#pos = text.indexOf('\n', this.#pos);
      else if (c.isBlank(code) || code === c.LF) this.#pos++;
      else return code;
    }
  }

  #readList(keyStart: number, keyEnd: number): Json | Unsure {
    const node = this.#table.open(keyStart, keyEnd, this.#pos);
    this.#pos++;
    const items: Json[] = [];
    for (let code = this.#next(); code !== c.RIGHT_BRACKET; code = this.#next()) {
      const item = this.#readNode(code, NO_KEY, NO_KEY);
      if (item === UNSURE) return UNSURE;
      items.push(item);
      if (!this.#endEntry(c.RIGHT_BRACKET)) return UNSURE;
    }
    this.#pos++;
    this.#table.close(node, this.#pos);
    return items;
  }

  /** Eats the comma after an entry; false where neither it nor the closing bracket comes. */
  #endEntry(bracket: number): boolean {
    const code = this.#next();
    if (code === c.COMMA) this.#pos++;
    return code === c.COMMA || code === bracket;
  }

  #readMap(keyStart: number, keyEnd: number): Json | Unsure {
    const node = this.#table.open(keyStart, keyEnd, this.#pos);
    this.#pos++;
    const object = new PlainObject();
    let count = 0;
    for (let code = this.#next(); code !== c.RIGHT_BRACE; code = this.#next()) {
      const start = this.#pos;
      const key = this.#readKey(code);
      if (key === UNSURE) return UNSURE;
      const end = this.#pos;
      this.#pos++;
      const value = this.#readNode(this.#next(), start, end);
      if (value === UNSURE || !this.#endEntry(c.RIGHT_BRACE)) return UNSURE;
      object[key] = value;
      count++;
    }
    if (Object.keys(object).length !== count) return UNSURE;
    this.#pos++;
    this.#table.close(node, this.#pos);
    return object;
  }

  /** A key with its colon right after it: after a quoted one, the colon needs no blank. */
  #readKey(code: number): string | Unsure {
    const start = this.#pos;
    const key = this.#readScalar(code);
    if (typeof key !== 'string' || c.isDigit(key.charCodeAt(0)) || key === '<<') return UNSURE;
    const quoted = code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE;
    if (this.#text.charCodeAt(this.#pos) !== c.COLON) return UNSURE;
    if (!quoted && !c.isBlankOrEnd(this.#text.charCodeAt(this.#pos + 1))) return UNSURE;
    return this.#pos - start > 1000 || this.#text.slice(start, this.#pos).includes('\n') ? UNSURE : key;
  }

  #readNode(code: number, keyStart: number, keyEnd: number): Json | Unsure {
    if (code === c.LEFT_BRACKET || code === c.LEFT_BRACE) return this.#readCollection(keyStart, keyEnd);
    const start = this.#pos;
    const value = this.#readScalar(code);
    if (value !== UNSURE) this.#table.leaf(keyStart, keyEnd, start, this.#pos);
    return value;
  }

  #readScalar(code: number): Json | Unsure {
    if (code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE) {
      const scalar = readQuotedScalar(this.#text, this.#pos);
      this.#pos = scalar.end;
      return scalar.end > this.#end ? UNSURE : scalar.value;
    }
    return this.#readPlain(code);
  }

  /** A plain scalar on one line; what is rare at its start is left to the full reader. */
  #readPlain(first: number): Json | Unsure {
    const text = this.#text;
    const start = this.#pos;
    if (!this.#startsPlain(first)) return UNSURE;
    let pos = start;
    for (let code = first; !STOPPERS.has(code); code = text.charCodeAt(++pos)) {
      if (code === c.COLON && c.isBlankOrEnd(text.charCodeAt(pos + 1))) break;
      if (Number.isNaN(code) || code === c.TAB || code === c.HASH) return UNSURE;
    }
    if (QUESTIONABLE.has(text.charCodeAt(pos))) return UNSURE;
    while (text.charCodeAt(pos - 1) === c.SPACE) pos--;
    this.#pos = pos;
    const value = text.slice(start, pos);
    if (isAlwaysString(first)) return value;
    const scalar = plainValue(value);
    return typeof scalar === 'number' && !Number.isFinite(scalar) ? UNSURE : scalar;
  }

  #startsPlain(first: number): boolean {
    if (first === c.MINUS) return c.isWord(this.#text.charCodeAt(this.#pos + 1));
    if (first === c.DOT) return this.#text.charCodeAt(this.#pos - 1) !== c.LF;
    return c.isWord(first) || PLAIN_STARTERS.has(first);
  }
}

const PLAIN_STARTERS: ReadonlySet<number> = new Set([...'/$(=+~<^'].map((char) => char.charCodeAt(0)));
const STOPPERS: ReadonlySet<number> = new Set([...',[]{}?\n'].map((char) => char.charCodeAt(0)));
/** Where a plain scalar meets one of these, the rules of flow style are finer than this reader. */
const QUESTIONABLE: ReadonlySet<number> = new Set([...'[{?\n'].map((char) => char.charCodeAt(0)));
