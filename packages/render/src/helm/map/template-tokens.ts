/** What an action of a Go template does to what is printed. */
export type ActionKind = 'output' | 'template' | 'control' | 'define' | 'end' | 'silent';

/** A stretch of a template: text as it is, or an action from its first brace to its last. */
export interface Token {
  readonly kind: 'text' | ActionKind;
  readonly start: number;
  readonly end: number;
  /** Of an action: what stands between its delimiters and trim marks, without spaces around it. */
  readonly inner: Inner;
}

interface Inner {
  readonly start: number;
  readonly end: number;
  /** `-}}`: the text behind it loses the white space at its start. */
  readonly trimsRight: boolean;
}

const NONE: Inner = { start: 0, end: 0, trimsRight: false };

/** A template as text and actions; undefined where an action does not end. */
export function templateTokens(template: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const textEnd = open < 0 ? template.length : open;
    if (textEnd > at) tokens.push({ kind: 'text', start: at, end: textEnd, inner: NONE });
    if (open < 0) break;
    const end = endOfAction(template, open);
    if (end === undefined) return undefined;
    tokens.push(action(template, open, end));
    at = end;
  }
  return tokens;
}

function action(template: string, start: number, end: number): Token {
  const trimsLeft = /^\{\{-[ \t\r\n]/.test(template.slice(start, start + 4));
  const trimsRight = /[ \t\r\n]-\}\}$/.test(template.slice(Math.max(start, end - 4), end));
  const from = start + (trimsLeft ? 3 : 2);
  const to = end - (trimsRight ? 3 : 2);
  const body = template.slice(from, Math.max(from, to));
  const lead = body.length - body.trimStart().length;
  const innerEnd = from + body.trimEnd().length;
  return { kind: kindOf(body.trim()), start, end, inner: { start: Math.min(from + lead, innerEnd), end: innerEnd, trimsRight } };
}

function kindOf(body: string): ActionKind {
  if (body === '' || body.startsWith('/*')) return 'silent';
  if (/^\$\w*\s*(?:,\s*\$\w+\s*)?:?=/.test(body)) return 'silent';
  const word = /^[a-z]+\b/.exec(body)?.[0];
  if (word === 'define' || word === 'end' || word === 'template') return word;
  if (word === 'block') return 'define';
  return /^(?:if|else|with|range|break|continue)$/.test(word ?? '') ? 'control' : 'output';
}

/** Whether an action opens what an `end` closes. */
export function opensBlock(template: string, { kind, inner }: Token): boolean {
  if (kind === 'define') return true;
  return kind === 'control' && /^(?:if|with|range)\b/.test(template.slice(inner.start, inner.end));
}

/** Behind the closing braces; braces in strings and comments are none. */
function endOfAction(template: string, open: number): number | undefined {
  const comment = /^\{\{(?:-[ \t\r\n]+)?\/\*/.exec(template.slice(open, open + 64));
  if (comment !== null) {
    const close = template.indexOf('*/', open + comment[0].length);
    const braces = close < 0 ? -1 : template.indexOf('}}', close);
    return braces < 0 ? undefined : braces + 2;
  }
  for (let at = open + 2; at < template.length; at += 1) {
    const char = template[at];
    if (char === '}' && template[at + 1] === '}') return at + 2;
    if (char === '"' || char === "'" || char === '`') at = endOfString(template, at, char);
  }
  return undefined;
}

function endOfString(template: string, open: number, quote: string): number {
  for (let at = open + 1; at < template.length; at += 1) {
    if (template[at] === quote) return at;
    if (template[at] === '\\' && quote !== '`') at += 1;
  }
  return template.length;
}
