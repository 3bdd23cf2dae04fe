import type { FoundSecret } from './found-secret.ts';
import { secretByName } from './secret-by-name.ts';
import { maySaySecret } from './secret-name.ts';
import { credentialsIn } from './secret-value.ts';

/** What no secret is without, by its form or by its name. Most lines have none of it. */
const HINT =
  /pass|pwd|psw|pw|secret|token|cred|key|bearer|basic|@|a[ks]ia|gh[pousr]_|github_|gl(?:pat|ptt|dt|rt)-|xox|xapp|webhook|hooks\.slack|gocspx|glc_|glsa_|xkeysib|[sr]k[_-]|aiza|sg\.|npm_|hv[sbr]\.|do[opr]_v1|eyj/i;
const LONGEST_NAME = 64;
/** A key, perhaps in quotes, before its colon. */
const NAME = /(["']?)([\w./-]+)\1\s*$/;
/** An anchor and a tag before a value, and the quote that opens it. */
const LEAD = /\s*(?:[&!]\S*\s+)*(["']?)/y;
const DOUBLE_QUOTED = /(?:[^"\\]|\\.)*/y;
const SINGLE_QUOTED = /(?:[^']|'')*/y;

/**
 * The secrets in one line of a manifest, wherever they stand in it: by their form, and by the key before them. For hiding
 * only: a key says less than the name of a variable, and a comment is hidden as well.
 */
export function secretsInLine(line: string): readonly FoundSecret[] {
  return HINT.test(line) ? [...credentialsIn(line), ...underKeys(line)] : [];
}

function* underKeys(line: string): Iterable<FoundSecret> {
  const flow = line.search(/[{[]/);
  for (let at = line.indexOf(':'); at !== -1; at = line.indexOf(':', at + 1)) {
    const [, quote = '', name = ''] = NAME.exec(line.slice(Math.max(0, at - LONGEST_NAME), at)) ?? [];
    if (!maySaySecret(name) || (quote === '' && !/^\s|^$/.test(line.slice(at + 1, at + 2)))) continue;
    const { start, end } = valueFrom(line, at + 1, flow !== -1 && flow < at);
    // On a line of its own, a member of a map in flow style ends with a comma.
    const value = line.slice(start, end).replace(/^(true|false|null),$/i, '$1');
    if (secretByName(name, value) !== undefined) yield { start, end, what: 'a secret by its name' };
    at = Math.max(at, end - 1);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The value from an offset on, without its quotes. */
function valueFrom(line: string, from: number, inFlow: boolean): Span {
  LEAD.lastIndex = from;
  const [lead = '', quote] = LEAD.exec(line) ?? [];
  const start = from + lead.length;
  if (quote === '"') return quotedFrom(line, start, DOUBLE_QUOTED);
  return quote === "'" ? quotedFrom(line, start, SINGLE_QUOTED) : plainFrom(line, start, inFlow);
}

function quotedFrom(line: string, start: number, form: RegExp): Span {
  form.lastIndex = start;
  return { start, end: start + (form.exec(line)?.[0].length ?? 0) };
}

function plainFrom(line: string, start: number, inFlow: boolean): Span {
  // A map, a list, an alias, or the beginning of lines that follow.
  if (/^[{[*|>]/.test(line.slice(start, start + 1))) return { start, end: start };
  const rest = line.slice(start);
  const length = rest.search(inFlow ? /\s#|[,}\]]/ : /\s#/);
  return { start, end: start + (length === -1 ? rest : rest.slice(0, length)).trimEnd().length };
}
