import { readBlockScalar } from '../block-scalar.ts';
import * as c from '../chars.ts';
import { MAX_DEPTH } from '../limits.ts';
import { readPlainScalar } from '../plain-scalar.ts';
import { readQuotedScalar } from '../quoted-scalar.ts';
import { YamlError } from '../yaml-error.ts';
import { scanAnchor } from './scan-anchor.ts';
import { scanDirective } from './scan-directive.ts';
import { scanTag } from './scan-tag.ts';
import { SimpleKeys } from './simple-keys.ts';
import { token, type Token, type TokenType } from './token.ts';

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
  /** The number of the first token, once it is sure. */
  #settled = -1;
  #indent = -1;
  readonly #indents: number[] = [];
  #simpleKeyAllowed = true;
  readonly #simpleKeys: SimpleKeys;
  #done = false;

  /** Scans `text` from `start`; the text must end where the document does. */
  constructor(text: string, start: number) {
    this.#text = text;
    this.#pos = start;
    this.#line = start;
    this.#end = text.length;
    this.#simpleKeys = new SimpleKeys(start);
  }

  peek(): Token {
    if (this.#settled !== this.#taken) this.#settle();
    const head = this.#queue[0];
    if (head === undefined) throw new YamlError('did not find expected node content', this.#pos);
    return head;
  }

  /** Makes tokens until there is one, and none can turn out to stand before it. */
  #settle(): void {
    while (this.#queue.length === 0 || this.#simpleKeys.mayStandBefore(this.#taken, this.#pos, this.#line)) this.#fetch();
    this.#settled = this.#taken;
  }

  take(): Token {
    const head = this.peek();
    this.#queue.shift();
    this.#taken++;
    return head;
  }

  get #column(): number {
    return this.#pos - this.#line;
  }

  get #inFlow(): boolean {
    return this.#simpleKeys.flowLevel > 0;
  }

  /** The number of the token that is made next. */
  get #next(): number {
    return this.#taken + this.#queue.length;
  }

  #saveSimpleKey(): void {
    if (!this.#simpleKeyAllowed) return;
    const required = !this.#inFlow && this.#indent === this.#column;
    this.#simpleKeys.save({ possible: true, start: this.#pos, line: this.#line, required, number: this.#next });
  }

  #push(type: TokenType, length: number): void {
    this.#queue.push(token(type, this.#pos, this.#pos + length));
    this.#pos += length;
  }

  #rollIndent(column: number, type: TokenType, start: number, at: number): void {
    if (this.#inFlow || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, start);
    this.#queue.splice(at, 0, token(type, start, start));
  }

  #unrollIndent(column: number): void {
    if (this.#inFlow) return;
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
      const tabs = this.#inFlow || !this.#simpleKeyAllowed;
      let code = text.charCodeAt(this.#pos);
      while (code === c.SPACE || (tabs && code === c.TAB)) code = text.charCodeAt(++this.#pos);
      if (code === c.HASH) while (!c.isBreakOrEnd(code)) code = text.charCodeAt(++this.#pos);
      if (!c.isBreak(code)) return;
      this.#newLine(c.afterBreak(text, this.#pos));
      if (!this.#inFlow) this.#simpleKeyAllowed = true;
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
    this.#simpleKeys.remove(this.#pos);
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
    this.#simpleKeys.remove(this.#pos);
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
    else if (code === c.QUESTION && (this.#inFlow || spaced)) this.#fetchKey();
    else if (code === c.COLON && (this.#inFlow || spaced)) this.#fetchValue();
    else return false;
    return true;
  }

  #fetchFlowStart(type: TokenType): void {
    this.#saveSimpleKey();
    this.#simpleKeys.enterFlow(this.#pos, this.#next);
    if (this.#simpleKeys.flowLevel > MAX_DEPTH) throw new YamlError(`exceeded max depth of ${MAX_DEPTH}`, this.#pos);
    this.#simpleKeyAllowed = true;
    this.#push(type, 1);
  }

  #fetchFlowEnd(type: TokenType): void {
    this.#simpleKeys.remove(this.#pos);
    this.#simpleKeys.leaveFlow();
    this.#simpleKeyAllowed = false;
    this.#push(type, 1);
  }

  #fetchFlowEntry(): void {
    this.#simpleKeys.remove(this.#pos);
    this.#simpleKeyAllowed = true;
    this.#push('flow-entry', 1);
  }

  #fetchBlockEntry(): void {
    if (!this.#inFlow) {
      if (!this.#simpleKeyAllowed) throw new YamlError('block sequence entries are not allowed in this context', this.#pos);
      this.#rollIndent(this.#column, 'block-sequence-start', this.#pos, this.#queue.length);
    }
    this.#simpleKeys.remove(this.#pos);
    this.#simpleKeyAllowed = true;
    this.#push('block-entry', 1);
  }

  #fetchKey(): void {
    if (!this.#inFlow) {
      if (!this.#simpleKeyAllowed) throw new YamlError('mapping keys are not allowed in this context', this.#pos);
      this.#rollIndent(this.#column, 'block-mapping-start', this.#pos, this.#queue.length);
    }
    this.#simpleKeys.remove(this.#pos);
    this.#simpleKeyAllowed = !this.#inFlow;
    this.#push('key', 1);
  }

  #fetchValue(): void {
    const key = this.#simpleKeys.current(this.#pos, this.#line);
    if (key !== undefined) {
      const at = key.number - this.#taken;
      this.#queue.splice(at, 0, token('key', key.start, key.start));
      this.#rollIndent(key.start - key.line, 'block-mapping-start', key.start, at);
      this.#simpleKeys.use(key);
      this.#simpleKeyAllowed = false;
    } else {
      if (!this.#inFlow) {
        if (!this.#simpleKeyAllowed) throw new YamlError('mapping values are not allowed in this context', this.#pos);
        this.#rollIndent(this.#column, 'block-mapping-start', this.#pos, this.#queue.length);
      }
      this.#simpleKeyAllowed = !this.#inFlow;
    }
    this.#push('value', 1);
  }

  #fetchScalarLike(code: number): boolean {
    if (code === c.ASTERISK || code === c.AMPERSAND) this.#fetchAnchor();
    else if (code === c.EXCLAMATION) this.#fetchTag();
    else if ((code === c.PIPE || code === c.GREATER) && !this.#inFlow) this.#fetchBlockScalar();
    else if (code === c.SINGLE_QUOTE || code === c.DOUBLE_QUOTE) this.#fetchQuoted();
    else if (this.#startsPlain(code)) this.#fetchPlain();
    else return false;
    return true;
  }

  #startsPlain(code: number): boolean {
    const next = this.#text.charCodeAt(this.#pos + 1);
    if (code === c.MINUS) return !c.isBlank(next);
    if (code === c.QUESTION || code === c.COLON) return !this.#inFlow && !c.isBlankOrEnd(next);
    return !c.isBlankOrEnd(code) && !'[]{},#&*!|>\'"%@`'.includes(this.#text[this.#pos] ?? '');
  }

  #fetchAnchor(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const anchor = scanAnchor(this.#text, this.#pos);
    this.#queue.push(anchor);
    this.#pos = anchor.end;
  }

  #fetchTag(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const tag = scanTag(this.#text, this.#pos);
    this.#queue.push(token('tag', this.#pos, tag.end, tag.handle, tag.suffix));
    this.#pos = tag.end;
  }

  #fetchBlockScalar(): void {
    this.#simpleKeys.remove(this.#pos);
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
    const scalar = readPlainScalar(this.#text, this.#pos, this.#line, this.#indent + 1, this.#inFlow);
    this.#queue.push(token('scalar', this.#pos, scalar.end, scalar.value, '', true));
    this.#pos = scalar.next;
    this.#line = scalar.line;
    if (scalar.broken) this.#simpleKeyAllowed = true;
  }
}
