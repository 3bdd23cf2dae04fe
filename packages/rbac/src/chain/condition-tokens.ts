/** A piece of an expression of CEL. */
export interface Token {
  readonly kind: 'name' | 'text' | 'sign' | 'other';
  readonly text: string;
}

const SPACE = /^(?:[ \t\n\f\r]+|\/\/[^\n]*)/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const SIGN = /^(?:==|!=|&&|\|\||[()[\],.!])/;
/** Texts in one or two quotes; those with three, raw ones and bytes are more than is read. */
const TEXT = /^(?:"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  "'": "'",
  '`': '`',
  '?': '?',
  n: '\n',
  t: '\t',
  r: '\r',
};

/** The pieces of an expression; what is none that is read here becomes one piece that nothing takes. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = expression;
  for (;;) {
    for (let space = SPACE.exec(rest); space !== null; space = SPACE.exec(rest)) rest = rest.slice(space[0].length);
    if (rest === '') return tokens;
    const token = tokenAt(rest);
    if (token === undefined) return [...tokens, { kind: 'other', text: rest }];
    tokens.push(token.token);
    rest = rest.slice(token.length);
  }
}

function tokenAt(rest: string): { readonly token: Token; readonly length: number } | undefined {
  const name = NAME.exec(rest)?.[0];
  // A letter before quotes makes another kind of text of it.
  if (name !== undefined)
    return /^["']/.test(rest.slice(name.length)) ? undefined : { token: { kind: 'name', text: name }, length: name.length };
  const sign = SIGN.exec(rest)?.[0];
  if (sign !== undefined) return { token: { kind: 'sign', text: sign }, length: sign.length };
  const quoted = TEXT.exec(rest)?.[0];
  if (quoted === undefined || /^(?:""|'')["']/.test(rest)) return undefined;
  const text = unescaped(quoted.slice(1, -1));
  return text === undefined ? undefined : { token: { kind: 'text', text }, length: quoted.length };
}

function unescaped(text: string): string | undefined {
  let isRead = true;
  const result = text.replaceAll(/\\(.)/gs, (_, letter: string) => {
    const meant = ESCAPES[letter];
    if (meant === undefined) isRead = false;
    return meant ?? '';
  });
  return isRead ? result : undefined;
}
