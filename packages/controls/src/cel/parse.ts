import type { Cel } from './expression.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Longer ones the API server refuses too, by their cost. */
const LONGEST = 20_000;
/** A chain of so many selects is as deep as it is long to whoever walks it. */
const MOST_TOKENS = 3000;
const DEEPEST = 60;

/**
 * Reads an expression of CEL with its macros and optional fields (cel-spec, doc/langdef.md, "Syntax"). Undefined for what is
 * none, and for messages (`Type{field: 1}`), which no configuration of the API server can build. `a.?b` is read as `a.b`.
 */
export function parseCel(source: string): Cel | undefined {
  if (source.length > LONGEST) return undefined;
  const tokens = tokensOf(source);
  if (tokens === undefined || tokens.length > MOST_TOKENS) return undefined;
  const parser = new Parser(tokens);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

/** From the loosest to the tightest. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['||']),
  new Set(['&&']),
  new Set(['==', '!=', '<', '<=', '>', '>=', 'in']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Cel {
    const cel = this.#expression();
    if (this.#peek().kind !== 'end') throw new Unreadable();
    return cel;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #isSign(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'sign' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#isSign(text)) return false;
    this.#at++;
    return true;
  }

  #demand(text: string): void {
    if (!this.#take(text)) throw new Unreadable();
  }

  #expression(): Cel {
    if (++this.#depth > DEEPEST) throw new Unreadable();
    const when = this.#binary(0);
    let cel = when;
    if (this.#take('?')) {
      const yes = this.#binary(0);
      this.#demand(':');
      cel = { kind: 'choice', when, yes, no: this.#expression() };
    }
    this.#depth--;
    return cel;
  }

  #binary(level: number): Cel {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const { kind, text } = this.#peek();
      if ((kind !== 'sign' && text !== 'in') || kind === 'text' || !operators.has(text)) return left;
      this.#at++;
      left = { kind: 'binary', op: text, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Cel {
    if (++this.#depth > DEEPEST) throw new Unreadable();
    const cel = this.#signed();
    this.#depth--;
    return cel;
  }

  #signed(): Cel {
    if (this.#take('!')) return { kind: 'not', of: this.#unary() };
    if (this.#take('-')) return { kind: 'call', of: undefined, name: '-', args: [this.#unary()] };
    let cel = this.#primary();
    for (;;) {
      const next = this.#member(cel);
      if (next === undefined) return cel;
      cel = next;
    }
  }

  /** What follows a value: `.field`, `.method(…)`, `[index]`. */
  #member(of: Cel): Cel | undefined {
    if (this.#take('.')) {
      this.#take('?');
      const { kind, text } = this.#next();
      if (kind !== 'name' && kind !== 'field') throw new Unreadable();
      if (kind === 'name' && this.#take('(')) return { kind: 'call', of, name: text, args: this.#list(')') };
      return { kind: 'select', of, field: text };
    }
    if (!this.#take('[')) return undefined;
    this.#take('?');
    const index = this.#expression();
    this.#demand(']');
    return { kind: 'index', of, index };
  }

  #primary(): Cel {
    const { kind, text } = this.#next();
    if (kind === 'text') return { kind: 'literal', value: text };
    if (kind === 'number') return { kind: 'literal', value: Number(text.replace(/u$/i, '')) };
    if (kind === 'name') return this.#named(text);
    if (kind !== 'sign') throw new Unreadable();
    if (text === '(') {
      const cel = this.#expression();
      this.#demand(')');
      return cel;
    }
    if (text === '[') return { kind: 'list', items: this.#list(']') };
    if (text === '{') return { kind: 'map', entries: this.#entries() };
    throw new Unreadable();
  }

  #named(name: string): Cel {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === 'in' || this.#isSign('{')) throw new Unreadable();
    return this.#take('(') ? { kind: 'call', of: undefined, name, args: this.#list(')') } : { kind: 'name', name };
  }

  #list(end: string): readonly Cel[] {
    const items: Cel[] = [];
    while (!this.#take(end)) {
      if (items.length > 0) this.#demand(',');
      if (items.length > 0 && this.#take(end)) break;
      this.#take('?');
      items.push(this.#expression());
    }
    return items;
  }

  #entries(): readonly (readonly [Cel, Cel])[] {
    const entries: (readonly [Cel, Cel])[] = [];
    while (!this.#take('}')) {
      if (entries.length > 0) this.#demand(',');
      if (entries.length > 0 && this.#take('}')) break;
      this.#take('?');
      const key = this.#expression();
      this.#demand(':');
      entries.push([key, this.#expression()]);
    }
    return entries;
  }
}
