import type { Json } from '@bulwark/model';
import { PlainObject } from '../plain-object.ts';
import { RangeTable } from '../range-table.ts';
import { readBlockScalar } from './block-scalar.ts';
import { keyEndAt, NO_KEY, quotedEndAt, startsPlain } from './block-key.ts';
import * as c from './chars.ts';
import { FlowReader } from './flow-reader.ts';
import { plainKey } from './key-text.ts';
import { interned } from './intern.ts';
import { readLiteral } from './literal.ts';
import { MAX_DEPTH } from './limits.ts';
import { isAlwaysString, plainValue } from './plain-value.ts';
import { readPlainScalar } from './plain-scalar.ts';
import { readQuotedScalar } from './quoted-scalar.ts';
import { UNSURE, type Unsure } from './unsure.ts';

const NOTHING = -1;
/** go-yaml asks whether aliases are a bomb from their hundred and first decoding on. */
const MOST_ALIASES = 100;
/** Short values repeat as keys do: kinds, protocols, names. */
const LONGEST_INTERNED = 20;

/**
 * Reads the block style that nearly all manifests are written in, straight from text to values: no tokens, no nodes. It
 * takes a document only where it is certain that the full reader would give the same; on anything else (tags, anchors on
 * collections, keys that are no text, any error) it gives up.
 */
export class BlockReader {
  #text = '';
  #table: RangeTable = new RangeTable();
  readonly #flow: FlowReader = new FlowReader();
  #pos = 0;
  /** Column of the next line that has content, once `#pos` stands on it; NOTHING at the end. */
  #column: number = NOTHING;
  #depth = 0;
  #end = 0;
  /** The key that was found last, and its colon: a mapping is known by its first key, which is then read. */
  #keyStart: number = NOTHING;
  #keyStop: number = NOTHING;
  #colon = 0;
  /** Scalars with an anchor, in the document that is read. */
  readonly #anchors = new Map<string, { readonly value: Json; readonly node: number }>();
  #aliases = 0;
  /** Where the text of the value that was read last ends. */
  #valueEnd = 0;

  /** The value of the document between `start` and `end` of `text`; `end` must be just after a line break. */
  read(text: string, table: RangeTable, start: number, end: number): Json | Unsure {
    this.#text = text;
    this.#table = table;
    this.#keyStart = NOTHING;
    this.#pos = start;
    this.#end = end;
    this.#depth = 0;
    this.#aliases = 0;
    if (this.#anchors.size > 0) this.#anchors.clear();
    this.#nextLine();
    if (this.#column === 0 && this.#text.startsWith('---', this.#pos) && !this.#skipMarker()) return UNSURE;
    if (this.#column === NOTHING) {
      this.#table.leaf(NOTHING, NOTHING, this.#pos, this.#pos);
      return null;
    }
    const value = this.#readBlock(NOTHING, NOTHING, NOTHING);
    return value === UNSURE || this.#column !== NOTHING ? UNSURE : value;
  }

  #skipMarker(): boolean {
    if (!c.isBlankOrEnd(this.#text.charCodeAt(this.#pos + 3))) return false;
    this.#pos += 3;
    if (!this.#endLine()) return false;
    return true;
  }

  /** Moves to the next line with content, from the start of a line. A tab there is no content that anything starts with. */
  #nextLine(): void {
    const text = this.#text;
    const end = this.#end;
    let pos = this.#pos;
    while (pos < end) {
      const line = pos;
      let code = text.charCodeAt(pos);
      while (code === c.SPACE) code = text.charCodeAt(++pos);
      if (code === c.HASH) {
        pos = text.indexOf('\n', pos) + 1;
        continue;
      }
      if (code === c.LF) {
        pos++;
        continue;
      }
      this.#pos = pos;
      this.#column = pos - line;
      return;
    }
    this.#pos = end;
    this.#column = NOTHING;
  }

  /** Eats blanks, a comment and the break, then moves to the next line with content; false where something else follows. */
  #endLine(): boolean {
    const text = this.#text;
    let pos = this.#pos;
    let code = text.charCodeAt(pos);
    if (code !== c.LF) {
      const from = pos;
      while (c.isBlank(code)) code = text.charCodeAt(++pos);
      if (code === c.HASH && pos > from) pos = text.indexOf('\n', pos);
      else if (code !== c.LF) return false;
    }
    this.#pos = pos + 1;
    this.#nextLine();
    return true;
  }

  /** A node that starts at `#pos` in column `#column`, with the key that it belongs to; `parent` is the column of what holds it. */
  #readBlock(parent: number, keyStart: number, keyEnd: number): Json | Unsure {
    const code = this.#text.charCodeAt(this.#pos);
    if (code === c.MINUS && this.#isSpaced(this.#pos + 1)) return this.#readSequence(this.#column, keyStart, keyEnd);
    const colon = this.#keyEnd(this.#pos);
    if (colon !== NOTHING) return this.#readMapping(this.#column, keyStart, keyEnd);
    if (parent === NOTHING && code !== c.LEFT_BRACE && code !== c.LEFT_BRACKET) return UNSURE;
    return this.#readInline(code, parent, keyStart, keyEnd);
  }

  #isSpaced(pos: number): boolean {
    const code = this.#text.charCodeAt(pos);
    return code === c.SPACE || code === c.LF;
  }

  #readSequence(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    if (++this.#depth > MAX_DEPTH) return UNSURE;
    const node = this.#table.open(keyStart, keyEnd, this.#pos);
    const items: Json[] = [];
    let end = this.#pos;
    do {
      const item = this.#readItem(column);
      if (item === UNSURE) return UNSURE;
      items.push(item);
      end = this.#valueEnd;
    } while (this.#column === column && this.#text.charCodeAt(this.#pos) === c.MINUS && this.#isSpaced(this.#pos + 1));
    if (this.#column > column) return UNSURE;
    this.#table.close(node, end);
    this.#valueEnd = end;
    this.#depth--;
    return items;
  }

  #readItem(column: number): Json | Unsure {
    const dash = this.#pos;
    const text = this.#text;
    let pos = dash + 1;
    let code = text.charCodeAt(pos);
    while (code === c.SPACE) code = text.charCodeAt(++pos);
    if (code === c.TAB) return UNSURE;
    this.#pos = pos;
    if (code !== c.LF && code !== c.HASH) {
      this.#column = column + (pos - dash);
      if (code === c.MINUS && this.#isSpaced(pos + 1)) return this.#readSequence(this.#column, NOTHING, NOTHING);
      if (this.#keyEnd(pos) !== NOTHING) return this.#readMapping(this.#column, NOTHING, NOTHING);
      return this.#readInline(code, column, NOTHING, NOTHING);
    }
    this.#pos = dash + 1;
    if (!this.#endLine()) return UNSURE;
    if (this.#column > column) return this.#readBlock(column, NOTHING, NOTHING);
    return this.#nothing(NOTHING, NOTHING, dash + 1);
  }

  #nothing(keyStart: number, keyEnd: number, at: number): null {
    this.#table.leaf(keyStart, keyEnd, at, at);
    this.#valueEnd = at;
    return null;
  }

  #readMapping(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    if (++this.#depth > MAX_DEPTH) return UNSURE;
    const node = this.#table.open(keyStart, keyEnd, this.#pos);
    const object = new PlainObject();
    let count = 0;
    do {
      const value = this.#readMember(object, column);
      if (value === UNSURE) return UNSURE;
      count++;
    } while (this.#column === column);
    // A repeated key is rare, and the full reader words the warning.
    if (this.#column > column || Object.keys(object).length !== count) return UNSURE;
    this.#table.close(node, this.#valueEnd);
    this.#depth--;
    return object;
  }

  #readMember(object: { [key: string]: Json }, column: number): Json | Unsure {
    const start = this.#pos;
    const code = this.#text.charCodeAt(start);
    const end = this.#keyEnd(start);
    if (end === NOTHING) return UNSURE;
    const key = this.#keyText(code, start, end);
    if (key === undefined) return UNSURE;
    const value = this.#readValue(column, start, end);
    if (value !== UNSURE) object[key] = value;
    return value;
  }

  /** The text of a key that is surely one: not an index (its order in an object is another), not `<<`. */
  #keyText(code: number, start: number, end: number): string | undefined {
    if (code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE) {
      const text = this.#text.slice(start + 1, end - 1);
      return c.isDigit(text.charCodeAt(0)) ? undefined : text;
    }
    if (isAlwaysString(code) && code !== c.LESS) return interned(this.#text, start, end);
    const key = plainKey(this.#text.slice(start, end));
    return key === '<<' || c.isDigit(key?.charCodeAt(0) ?? 0) ? undefined : key;
  }

  /** Where the key that starts at `start` ends, with `#colon` at its colon; NOTHING where no plain or simply quoted key starts. */
  #keyEnd(start: number): number {
    if (start === this.#keyStart) return this.#keyStop;
    const text = this.#text;
    const end = keyEndAt(text, start);
    if (end === NO_KEY) return NOTHING;
    let colon = end;
    while (text.charCodeAt(colon) === c.SPACE) colon++;
    if (text.charCodeAt(colon) !== c.COLON || !c.isBlankOrEnd(text.charCodeAt(colon + 1))) return NOTHING;
    this.#colon = colon;
    this.#keyStart = start;
    this.#keyStop = end;
    return end;
  }

  /** What follows the colon of the key between `keyStart` and `keyEnd`, in a mapping at `column`. */
  #readValue(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    const text = this.#text;
    const colon = this.#colon;
    let pos = colon + 1;
    let code = text.charCodeAt(pos);
    while (code === c.SPACE || code === c.TAB) code = text.charCodeAt(++pos);
    if (code !== c.LF && code !== c.HASH) {
      this.#pos = pos;
      return this.#readInline(code, column, keyStart, keyEnd);
    }
    this.#pos = colon + 1;
    if (!this.#endLine()) return UNSURE;
    if (this.#column > column) return this.#readBlock(column, keyStart, keyEnd);
    const indentless = this.#column === column && text.charCodeAt(this.#pos) === c.MINUS && this.#isSpaced(this.#pos + 1);
    return indentless ? this.#readSequence(column, keyStart, keyEnd) : this.#nothing(keyStart, keyEnd, colon + 1);
  }

  /** A value that begins on the current line at `#pos` and is no block collection; `column` is that of what holds it. */
  #readInline(code: number, column: number, keyStart: number, keyEnd: number): Json | Unsure {
    if (code === c.PIPE || code === c.GREATER) return this.#readBlockScalar(column, keyStart, keyEnd);
    if (code === c.ASTERISK) return this.#readAlias(column, keyStart, keyEnd);
    if (code === c.AMPERSAND) return this.#readAnchored(column, keyStart, keyEnd);
    const start = this.#pos;
    let value: Json | Unsure;
    if (code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE) value = this.#readQuoted(start);
    else if (code === c.LEFT_BRACE || code === c.LEFT_BRACKET) value = this.#readFlow(start, keyStart, keyEnd);
    else if (startsPlain(this.#text, start, code)) value = this.#readPlain(start, code, column);
    else return UNSURE;
    if (value === UNSURE) return UNSURE;
    if (code !== c.LEFT_BRACE && code !== c.LEFT_BRACKET) this.#table.leaf(keyStart, keyEnd, start, this.#valueEnd);
    this.#pos = this.#valueEnd;
    // A deeper line after a finished value continues it or is an error.
    return this.#endLine() && this.#column <= column ? value : UNSURE;
  }

  /** A name after `&` or `*` with a blank or break behind it, which `#pos` then stands on; undefined for any other. */
  #readName(): string | undefined {
    let end = this.#pos + 1;
    while (c.isWord(this.#text.charCodeAt(end))) end++;
    const name = this.#text.slice(this.#pos + 1, end);
    this.#pos = end;
    return name === '' || !(c.isBlank(this.#text.charCodeAt(end)) || this.#text.charCodeAt(end) === c.LF) ? undefined : name;
  }

  /** `&name` before a plain or quoted scalar on the same line. */
  #readAnchored(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    const name = this.#readName();
    while (c.isBlank(this.#text.charCodeAt(this.#pos))) this.#pos++;
    const code = this.#text.charCodeAt(this.#pos);
    const quoted = code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE;
    if (name === undefined || !(quoted || startsPlain(this.#text, this.#pos, code))) return UNSURE;
    const node = this.#table.count;
    const value = this.#readInline(code, column, keyStart, keyEnd);
    if (value !== UNSURE) this.#anchors.set(name, { value, node });
    return value;
  }

  #readAlias(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    const start = this.#pos;
    const name = this.#readName();
    const anchor = name === undefined ? undefined : this.#anchors.get(name);
    // So many aliases that they might be a bomb are for the full reader, which counts them.
    if (anchor === undefined || ++this.#aliases > MOST_ALIASES) return UNSURE;
    this.#valueEnd = this.#pos;
    this.#table.alias(keyStart, keyEnd, start, this.#pos, anchor.node);
    return this.#endLine() && this.#column <= column ? anchor.value : UNSURE;
  }

  #readPlain(start: number, first: number, column: number): Json | Unsure {
    const text = this.#text;
    let pos = start;
    for (;;) {
      const code = text.charCodeAt(pos);
      // Nearly every character is a letter, and no letter ends anything.
      if (code > c.COLON) {
        pos++;
        continue;
      }
      if (code === c.COLON && c.isBlankOrEnd(text.charCodeAt(pos + 1))) return UNSURE;
      if (code === c.HASH && pos > start && c.isBlank(text.charCodeAt(pos - 1))) break;
      if (code === c.LF) {
        if (this.#continues(pos + 1, column)) return this.#readLines(start, column);
        break;
      }
      pos++;
    }
    while (c.isBlank(text.charCodeAt(pos - 1))) pos--;
    this.#valueEnd = pos;
    if (isAlwaysString(first)) return pos - start <= LONGEST_INTERNED ? interned(text, start, pos) : text.slice(start, pos);
    const scalar = plainValue(text.slice(start, pos));
    return typeof scalar === 'number' && !Number.isFinite(scalar) ? UNSURE : scalar;
  }

  /** Whether the line at `line` may continue a plain scalar that a collection at `column` holds: it is deeper, or empty. */
  #continues(line: number, column: number): boolean {
    const text = this.#text;
    let pos = line;
    while (text.charCodeAt(pos) === c.SPACE) pos++;
    const code = text.charCodeAt(pos);
    return pos - line > column ? code !== c.HASH : code === c.LF || code === c.TAB;
  }

  #readLines(start: number, column: number): Json {
    const scalar = readPlainScalar(this.#text, start, NOTHING, column + 1, false);
    this.#valueEnd = scalar.end;
    return plainValue(scalar.value);
  }

  #readQuoted(start: number): Json | Unsure {
    const text = this.#text;
    const end = quotedEndAt(text, start);
    if (end !== NO_KEY) {
      this.#valueEnd = end;
      return text.slice(start + 1, end - 1);
    }
    const scalar = readQuotedScalar(text, start);
    this.#valueEnd = scalar.end;
    return scalar.end > this.#end ? UNSURE : scalar.value;
  }

  #readFlow(start: number, keyStart: number, keyEnd: number): Json | Unsure {
    const value = this.#flow.read(this.#text, this.#table, { start, end: this.#end, keyStart, keyEnd });
    this.#valueEnd = this.#flow.position;
    return value;
  }

  #readBlockScalar(column: number, keyStart: number, keyEnd: number): Json | Unsure {
    const start = this.#pos;
    const scalar = readLiteral(this.#text, start, column) ?? readBlockScalar(this.#text, start, column);
    this.#table.leaf(keyStart, keyEnd, start, scalar.end);
    this.#valueEnd = scalar.end;
    this.#pos = scalar.nextLine;
    this.#nextLine();
    return this.#column <= column ? scalar.value : UNSURE;
  }
}
