import type { Json } from '@bulwark/model';
import type { Remark } from '../parsed-document.ts';
import { PlainObject } from '../plain-object.ts';
import type { RangeTable } from '../range-table.ts';
import { MAX_DEPTH } from '../yaml/limits.ts';
import { JsonError } from './json-error.ts';
import { readJsonNumber } from './json-number.ts';

const NO_KEY = -1;
const INDEX = /^(0|[1-9]\d{0,9})$/;
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Reads JSON (RFC 8259) with the ranges of all nodes. Of repeated keys the last one wins, with a warning. */
export class JsonReader {
  readonly #text: string;
  readonly #table: RangeTable;
  #pos = 0;
  #depth = 0;
  #warnings: Remark[] = [];

  constructor(text: string, table: RangeTable) {
    this.#text = text;
    this.#table = table;
  }

  get position(): number {
    return this.#pos;
  }

  /** Moves to the next value; false at the end of the text. */
  skipSpace(): boolean {
    for (; this.#pos < this.#text.length; this.#pos++) {
      const char = this.#text[this.#pos];
      if (char !== ' ' && char !== '\n' && char !== '\t' && char !== '\r') return true;
    }
    return false;
  }

  read(): Json {
    return this.#readValue(NO_KEY, NO_KEY);
  }

  takeWarnings(): readonly Remark[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  #readValue(keyStart: number, keyEnd: number): Json {
    const char = this.#peek('a value');
    if (char === '{' || char === '[') return this.#readCollection(char, keyStart, keyEnd);
    const start = this.#pos;
    const value = char === '"' ? this.#readString() : this.#readLiteral();
    this.#table.leaf(keyStart, keyEnd, start, this.#pos);
    return value;
  }

  #peek(expected: string): string {
    if (!this.skipSpace()) throw new JsonError(`unexpected end of JSON: expected ${expected}`, this.#text.length);
    return this.#text[this.#pos] ?? '';
  }

  #readCollection(bracket: string, keyStart: number, keyEnd: number): Json {
    if (++this.#depth > MAX_DEPTH) throw new JsonError(`exceeded max depth of ${MAX_DEPTH}`, this.#pos);
    const node = this.#table.open(keyStart, keyEnd, this.#pos);
    this.#pos++;
    const value = bracket === '{' ? this.#readObject(node) : this.#readArray();
    this.#table.close(node, this.#pos);
    this.#depth--;
    return value;
  }

  #readArray(): Json {
    const items: Json[] = [];
    if (this.#peek("a value or ']'") === ']') {
      this.#pos++;
      return items;
    }
    do items.push(this.#readValue(NO_KEY, NO_KEY));
    while (this.#endEntry(']'));
    return items;
  }

  #readObject(node: number): Json {
    const object = new PlainObject();
    const members = new Map<string, number>();
    let regular = true;
    if (this.#peek("a key in double quotes or '}'") === '}') {
      this.#pos++;
      return object;
    }
    do {
      const start =
        this.#pos + (this.#peek('a key in double quotes') === '"' ? 0 : this.#refuse('expected a key in double quotes'));
      const key = this.#readString();
      const end = this.#pos;
      if (this.#peek("':'") !== ':') this.#refuse("expected ':' after the key");
      this.#pos++;
      if (members.has(key))
        this.#warnings.push({
          offset: start,
          message: `key "${key}" is repeated: kubectl takes the last one`,
          repeatedKey: key,
        });
      regular &&= !members.has(key) && !INDEX.test(key);
      members.set(key, this.#table.count);
      object[key] = this.#readValue(start, end);
    } while (this.#endEntry('}'));
    if (!regular) this.#table.setMembers(node, members);
    return object;
  }

  /** Eats what follows an entry: true for a comma, false for the closing bracket. */
  #endEntry(bracket: string): boolean {
    const char = this.#peek(`',' or '${bracket}'`);
    if (char !== ',' && char !== bracket) this.#refuse(`expected ',' or '${bracket}'`);
    this.#pos++;
    if (char === ',') this.#peek('another entry');
    return char === ',';
  }

  #refuse(message: string): never {
    throw new JsonError(`${message}, found ${JSON.stringify(this.#text[this.#pos])}`, this.#pos);
  }

  #readLiteral(): Json {
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#pos)) {
        this.#pos += word.length;
        return value;
      }
    }
    const number = readJsonNumber(this.#text, this.#pos);
    if (number === undefined) return this.#refuse('expected a value');
    this.#pos = number.end;
    return number.value;
  }

  #readString(): string {
    const text = this.#text;
    const start = this.#pos;
    let escaped = false;
    let pos = start + 1;
    for (; ; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 0x22) break;
      if (code === 0x5c) {
        escaped = true;
        pos++;
      } else if (code < 0x20 || Number.isNaN(code)) {
        throw new JsonError(
          Number.isNaN(code) ? 'the string has no closing quote' : 'control character in a string',
          Math.min(pos, text.length),
        );
      }
    }
    this.#pos = pos + 1;
    return escaped ? unescape(text, start, pos + 1) : text.slice(start + 1, pos);
  }
}

function unescape(text: string, start: number, end: number): string {
  try {
    return JSON.parse(text.slice(start, end)) as string;
  } catch {
    throw new JsonError('the string has an escape that JSON does not know', start);
  }
}
