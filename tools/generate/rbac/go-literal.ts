/** A value of a Go composite literal: a struct with named fields, a list, a text. */
export type GoLiteral = string | readonly GoLiteral[] | { readonly [field: string]: GoLiteral };

const TOKEN = /\s+|\/\/[^\n]*|("(?:[^"\\]|\\.)*")|([\w.]+)|([&{}:,[\]])/gy;

/**
 * Reads the composite literal that begins at a place of Go source: `rbac.Role{Rules: []rbac.PolicyRule{…}}`. Names that stand
 * for values are asked of `valueOf`. Throws at anything else that Go could have there.
 */
export function readGoLiteral(source: string, at: number, valueOf: (name: string) => string): GoLiteral {
  const tokens = tokensFrom(source, at);
  const value = readValue(tokens, valueOf);
  if (typeof value === 'string') throw new Error(`no composite literal: ${source.slice(at, at + 60)}`);
  return value;
}

interface Tokens {
  /** The next one, which stays. */
  readonly peek: () => string;
  readonly next: () => string;
}

function tokensFrom(source: string, at: number): Tokens {
  let ahead: string | undefined;
  let place = at;
  const read = (): string => {
    for (;;) {
      TOKEN.lastIndex = place;
      const match = TOKEN.exec(source);
      if (match === null) throw new Error(`no token of a literal: ${source.slice(place, place + 60)}`);
      place = TOKEN.lastIndex;
      const token = match[1] ?? match[2] ?? match[3];
      if (token !== undefined) return token;
    }
  };
  const peek = (): string => (ahead ??= read());
  const next = (): string => {
    const token = peek();
    ahead = undefined;
    return token;
  };
  return { peek, next };
}

function readValue(tokens: Tokens, valueOf: (name: string) => string): GoLiteral {
  if (tokens.peek() === '&') tokens.next();
  const isList = tokens.peek() === '[';
  if (isList) expectAll(tokens, ['[', ']']);
  const first = tokens.peek();
  if (first.startsWith('"')) return JSON.parse(tokens.next()) as string;
  if (first !== '{') tokens.next();
  // A type before its braces, or a name that stands for a value.
  if (tokens.peek() !== '{') return valueOf(first);
  return isList ? readList(tokens, valueOf) : readStruct(tokens, valueOf);
}

function readList(tokens: Tokens, valueOf: (name: string) => string): readonly GoLiteral[] {
  const items: GoLiteral[] = [];
  expectAll(tokens, ['{']);
  while (tokens.peek() !== '}') {
    items.push(readValue(tokens, valueOf));
    if (tokens.peek() === ',') tokens.next();
  }
  tokens.next();
  return items;
}

function readStruct(tokens: Tokens, valueOf: (name: string) => string): Readonly<Record<string, GoLiteral>> {
  const fields: Record<string, GoLiteral> = {};
  expectAll(tokens, ['{']);
  while (tokens.peek() !== '}') {
    const field = tokens.next();
    expectAll(tokens, [':']);
    fields[field] = readValue(tokens, valueOf);
    if (tokens.peek() === ',') tokens.next();
  }
  tokens.next();
  return fields;
}

function expectAll(tokens: Tokens, expected: readonly string[]): void {
  for (const one of expected) {
    const token = tokens.next();
    if (token !== one) throw new Error(`${one} was expected where there is ${token}`);
  }
}
