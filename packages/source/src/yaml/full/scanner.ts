import { readBlockScalar } from '../block-scalar.ts';
import * as c from '../chars.ts';
import { MAX_DEPTH } from '../limits.ts';
import { readPlainScalar } from '../plain-scalar.ts';
import { readQuotedScalar } from '../quoted-scalar.ts';
import { YamlError } from '../yaml-error.ts';
import { scanDirective } from './scan-directive.ts';
import { scanTag } from './scan-tag.ts';
import { token, type Token, type TokenType } from './token.ts';

/** A place where a key without `?` may have begun: it is one if a `:` follows on the same line. */
interface SimpleKey {
  possible: boolean;
  readonly start: number;
  readonly line: number;
  readonly column: number;
  /** In block context at the column of the collection nothing but a key may stand. */
  readonly required: boolean;
  /** The number of the token that it would stand before. */
  readonly number: number;
}

/** A key without `?` may be at most this long (YAML 1.2, section 7.4; libyaml counts the same). */
const LONGEST_SIMPLE_KEY = 1024;

/**
 * Makes tokens of the text of one document, with libyaml's rules for indentation and keys, so that it takes and refuses
 * what kubectl does. Tokens are made ahead only where a key may turn out to begin earlier.
 */
export class Scanner {
  readonly #text: string;
  readonly #end: number;
  #pos: number;
  #line: number;
  #queue: Token[] = [];
  /** How many tokens have been taken. */
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #simpleKeyAllowed = true;
  /** One for each flow level, the block context first. */
  readonly #simpleKeys: SimpleKey[];
  /** The level of the key that may stand before a token, by the token's number. */
  readonly #keyLevels = new Map<number, number>();
  #done = false;

  /** Scans `text` from `start`; the text must end where the document does. */
  constructor(text: string, start: number) {
    this.#text = text;
    this.#pos = start;
    this.#line = start;
    this.#end = text.length;
    this.#simpleKeys = [this.#keyHere(false, false)];
  }

  peek(): Token {
    while (this.#queue.length === 0 || this.#headMayBeKey()) this.#fetch();
    const head = this.#queue[0];
    if (head === undefined) throw new YamlError('did not find expected node content', this.#pos);
    return head;
  }

  take(): Token {
    const head = this.peek();
    this.#queue.shift();
    this.#taken++;
    return head;
  }

  #headMayBeKey(): boolean {
    const level = this.#keyLevels.get(this.#taken);
    const key = level === undefined ? undefined : this.#simpleKeys[level];
    return key !== undefined && this.#isValid(key);
  }

  #keyHere(possible: boolean, required: boolean): SimpleKey {
    const number = this.#taken + this.#queue.length;
    return { possible, start: this.#pos, line: this.#line, column: this.#column, required, number };
  }

  get #column(): number {
    return this.#pos - this.#line;
  }

  /** Whether a `:` may still make a key of what began at `key`; one that had to be a key is an error. */
  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line === this.#line && key.start + LONGEST_SIMPLE_KEY >= this.#pos) return true;
    if (key.required) throw new YamlError("could not find expected ':'", this.#pos);
    key.possible = false;
    return false;
  }

  #saveSimpleKey(): void {
    if (!this.#simpleKeyAllowed) return;
    const key = this.#keyHere(true, this.#flowLevel === 0 && this.#indent === this.#column);
    this.#removeSimpleKey();
    this.#simpleKeys[this.#flowLevel] = key;
    this.#keyLevels.set(key.number, this.#flowLevel);
  }

  #removeSimpleKey(): void {
    const key = this.#simpleKeys[this.#flowLevel];
    if (!key?.possible) return;
    if (key.required) throw new YamlError("could not find expected ':'", this.#pos);
    key.possible = false;
    this.#keyLevels.delete(key.number);
  }

  #push(type: TokenType, length: number): void {
    this.#queue.push(token(type, this.#pos, this.#pos + length));
    this.#pos += length;
  }

  #rollIndent(column: number, type: TokenType, start: number, at: number): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, start);
    this.#queue.splice(at, 0, token(type, start, start));
  }

  #unrollIndent(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#queue.push(token('block-end', this.#pos, this.#pos));
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #fetch(): void {
    this.#skipToToken();
    this.#unrollIndent(this.#column);
    const code = this.#text.charCodeAt(this.#pos);
    if (c.isEnd(code)) return this.#fetchEnd();
    if (this.#column === 0 && this.#fetchAtLineStart(code)) return;
    if (this.#fetchIndicator(code) || this.#fetchScalarLike(code)) return;
    throw new YamlError('found character that cannot start any token', this.#pos);
  }

  /** Skips blanks, comments and breaks. A tab is a blank only where no key may start. */
  #skipToToken(): void {
    const text = this.#text;
    for (;;) {
      const tabs = this.#flowLevel > 0 || !this.#simpleKeyAllowed;
      let code = text.charCodeAt(this.#pos);
      while (code === c.SPACE || (tabs && code === c.TAB)) code = text.charCodeAt(++this.#pos);
      if (code === c.HASH) while (!c.isBreakOrEnd(code)) code = text.charCodeAt(++this.#pos);
      if (!c.isBreak(code)) return;
      this.#newLine(c.afterBreak(text, this.#pos));
      if (this.#flowLevel === 0) this.#simpleKeyAllowed = true;
    }
  }

  #newLine(start: number): void {
    this.#pos = start;
    this.#line = start;
  }

  #fetchEnd(): void {
    if (this.#done) throw new YamlError('did not find expected node content', this.#pos);
    this.#pos = this.#end;
    this.#line = this.#end;
    this.#unrollIndent(-1);
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#push('stream-end', 0);
    this.#done = true;
  }

  #fetchAtLineStart(code: number): boolean {
    const marker = this.#text.startsWith('---', this.#pos)
      ? 'document-start'
      : this.#text.startsWith('...', this.#pos)
        ? 'document-end'
        : undefined;
    const isMarker = marker !== undefined && c.isBlankOrEnd(this.#text.charCodeAt(this.#pos + 3));
    if (code !== c.PERCENT && !isMarker) return false;
    this.#unrollIndent(-1);
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = false;
    if (isMarker) this.#push(marker, 3);
    else {
      const directive = scanDirective(this.#text, this.#pos);
      this.#queue.push(directive.token);
      this.#newLine(directive.next);
    }
    return true;
  }

  #fetchIndicator(code: number): boolean {
    const spaced = c.isBlankOrEnd(this.#text.charCodeAt(this.#pos + 1));
    if (code === c.LEFT_BRACKET) this.#fetchFlowStart('flow-sequence-start');
    else if (code === c.LEFT_BRACE) this.#fetchFlowStart('flow-mapping-start');
    else if (code === c.RIGHT_BRACKET) this.#fetchFlowEnd('flow-sequence-end');
    else if (code === c.RIGHT_BRACE) this.#fetchFlowEnd('flow-mapping-end');
    else if (code === c.COMMA) this.#fetchFlowEntry();
    else if (code === c.MINUS && spaced) this.#fetchBlockEntry();
    else if (code === c.QUESTION && (this.#flowLevel > 0 || spaced)) this.#fetchKey();
    else if (code === c.COLON && (this.#flowLevel > 0 || spaced)) this.#fetchValue();
    else return false;
    return true;
  }

  #fetchFlowStart(type: TokenType): void {
    this.#saveSimpleKey();
    this.#simpleKeys.push(this.#keyHere(false, false));
    this.#flowLevel++;
    if (this.#flowLevel > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, this.#pos);
    this.#simpleKeyAllowed = true;
    this.#push(type, 1);
  }

  #fetchFlowEnd(type: TokenType): void {
    this.#removeSimpleKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel--;
      // As in go-yaml, a level without keys has the number of its own bracket: once it is closed, nobody looks ahead for the
      // `:` that would make a key of it.
      const closed = this.#simpleKeys.pop();
      if (closed !== undefined) this.#keyLevels.delete(closed.number);
    }
    this.#simpleKeyAllowed = false;
    this.#push(type, 1);
  }

  #fetchFlowEntry(): void {
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#push('flow-entry', 1);
  }

  #fetchBlockEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) throw new YamlError('block sequence entries are not allowed in this context', this.#pos);
      this.#rollIndent(this.#column, 'block-sequence-start', this.#pos, this.#queue.length);
    }
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#push('block-entry', 1);
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) throw new YamlError('mapping keys are not allowed in this context', this.#pos);
      this.#rollIndent(this.#column, 'block-mapping-start', this.#pos, this.#queue.length);
    }
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = this.#flowLevel === 0;
    this.#push('key', 1);
  }

  #fetchValue(): void {
    const key = this.#simpleKeys[this.#flowLevel];
    if (key !== undefined && this.#isValid(key)) {
      const at = key.number - this.#taken;
      this.#queue.splice(at, 0, token('key', key.start, key.start));
      this.#rollIndent(key.column, 'block-mapping-start', key.start, at);
      key.possible = false;
      this.#keyLevels.delete(key.number);
      this.#simpleKeyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#simpleKeyAllowed) throw new YamlError('mapping values are not allowed in this context', this.#pos);
        this.#rollIndent(this.#column, 'block-mapping-start', this.#pos, this.#queue.length);
      }
      this.#simpleKeyAllowed = this.#flowLevel === 0;
    }
    this.#push('value', 1);
  }

  #fetchScalarLike(code: number): boolean {
    if (code === c.ASTERISK || code === c.AMPERSAND) this.#fetchAnchor(code === c.ASTERISK ? 'alias' : 'anchor');
    else if (code === c.EXCLAMATION) this.#fetchTag();
    else if ((code === c.PIPE || code === c.GREATER) && this.#flowLevel === 0) this.#fetchBlockScalar();
    else if (code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE) this.#fetchQuoted();
    else if (this.#startsPlain(code)) this.#fetchPlain();
    else return false;
    return true;
  }

  #startsPlain(code: number): boolean {
    const next = this.#text.charCodeAt(this.#pos + 1);
    if (code === c.MINUS) return !c.isBlank(next);
    if (code === c.QUESTION || code === c.COLON) return this.#flowLevel === 0 && !c.isBlankOrEnd(next);
    return !c.isBlankOrEnd(code) && !'[]{},#&*!|>\'"%@`'.includes(this.#text[this.#pos] ?? '');
  }

  #fetchAnchor(type: 'alias' | 'anchor'): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const start = this.#pos;
    let end = start + 1;
    while (c.isWord(this.#text.charCodeAt(end))) end++;
    const after = this.#text[end] ?? '';
    if (end === start + 1 || !(c.isBlankOrEnd(this.#text.charCodeAt(end)) || '?:,]}%@`'.includes(after))) {
      throw new YamlError('did not find expected alphabetic or numeric character', end);
    }
    this.#queue.push(token(type, start, end, this.#text.slice(start + 1, end)));
    this.#pos = end;
  }

  #fetchTag(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const tag = scanTag(this.#text, this.#pos);
    this.#queue.push(token('tag', this.#pos, tag.end, tag.handle, tag.suffix));
    this.#pos = tag.end;
  }

  #fetchBlockScalar(): void {
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    const scalar = readBlockScalar(this.#text, this.#pos, this.#indent);
    this.#queue.push(token('scalar', this.#pos, scalar.end, scalar.value));
    this.#pos = scalar.next;
    this.#line = scalar.nextLine;
  }

  #fetchQuoted(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const scalar = readQuotedScalar(this.#text, this.#pos);
    this.#queue.push(token('scalar', this.#pos, scalar.end, scalar.value));
    for (let pos = this.#pos; pos < scalar.end; pos++) if (c.isBreak(this.#text.charCodeAt(pos))) this.#line = pos + 1;
    this.#pos = scalar.end;
  }

  #fetchPlain(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const scalar = readPlainScalar(this.#text, this.#pos, this.#line, this.#indent + 1, this.#flowLevel > 0);
    this.#queue.push(token('scalar', this.#pos, scalar.end, scalar.value, '', true));
    this.#pos = scalar.next;
    this.#line = scalar.line;
    if (scalar.broken) this.#simpleKeyAllowed = true;
  }
}
