export interface Token {
  readonly kind: 'name' | 'field' | 'text' | 'number' | 'sign' | 'end';
  /** Of a text: what it holds, with its escapes resolved. */
  readonly text: string;
}

const BLANK = /(?:\s|\/\/[^\n]*)+/y;
const TEXT = /([rRbB]{0,2})("""[^]*?(?<!\\)(?:\\\\)*"""|'''[^]*?(?<!\\)(?:\\\\)*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
const NUMBER = /(?:0x[\da-fA-F]+|\d*\.?\d+(?:[eE][+-]?\d+)?)[uU]?/y;
const NAME = /[A-Za-z_]\w*/y;
const FIELD = /`([\w./ -]+)`/y;
const SIGN = /&&|\|\||[=!<>]=|[-+*/%!?:.,[\](){}<>]/y;
const END: Token = { kind: 'end', text: '' };

/** The words of an expression with an `end` behind them; undefined where a character begins none. */
export function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  const read = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null || match[0] === '') return undefined;
    at = pattern.lastIndex;
    return match;
  };
  while (at < source.length) {
    if (read(BLANK) !== undefined) continue;
    const token = textToken(read(TEXT)) ?? plainToken(read);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return [...tokens, END];
}

function plainToken(read: (pattern: RegExp) => RegExpExecArray | undefined): Token | undefined {
  const name = read(NAME);
  if (name !== undefined) return { kind: 'name', text: name[0] };
  const field = read(FIELD);
  if (field !== undefined) return { kind: 'field', text: field[1] ?? '' };
  const number = read(NUMBER);
  if (number !== undefined) return { kind: 'number', text: number[0] };
  const sign = read(SIGN);
  return sign === undefined ? undefined : { kind: 'sign', text: sign[0] };
}

function textToken(match: RegExpExecArray | undefined): Token | undefined {
  if (match === undefined) return undefined;
  const [, prefix = '', quoted = ''] = match;
  const width = quoted.startsWith('"""') || quoted.startsWith("'''") ? 3 : 1;
  const inner = quoted.slice(width, -width);
  return { kind: 'text', text: /r/i.test(prefix) ? inner : unescaped(inner) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|(.))/gsu;

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_all, ...groups: (string | undefined)[]) => {
    const [byte, short, long, octal, plain] = groups;
    if (plain !== undefined) return Object.hasOwn(ESCAPES, plain) ? (ESCAPES[plain] ?? plain) : plain;
    const code = octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '0', 16) : Number.parseInt(octal, 8);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
  });
}
