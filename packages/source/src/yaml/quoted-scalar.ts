import { afterBreak, BACKSLASH, breakText, DOUBLE_QUOTE, isBlank, isBlankOrEnd, isBreak, isEnd, SINGLE_QUOTE } from './chars.ts';
import { YamlError } from './yaml-error.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export interface QuotedScalar {
  readonly value: string;
  /** Offset after the closing quote. */
  readonly end: number;
}

/** Reads a quoted scalar whose opening quote is at `start`. Semantics: libyaml's yaml_parser_scan_flow_scalar. */
export function readQuotedScalar(text: string, start: number): QuotedScalar {
  const quote = text.charCodeAt(start);
  const run = { text, pos: start + 1, value: '', start };
  for (;;) {
    refuseEnd(text, run.pos, start);
    const joined = readUnblanked(run, quote);
    if (text.charCodeAt(run.pos) === quote) return { value: run.value, end: run.pos + 1 };
    readBlanks(run, joined);
  }
}

interface Run {
  readonly text: string;
  pos: number;
  value: string;
  readonly start: number;
}

function refuseEnd(text: string, pos: number, start: number): void {
  if (isEnd(text.charCodeAt(pos))) throw new YamlError('found unexpected end of stream', start);
  const marker = text.startsWith('---', pos) || text.startsWith('...', pos);
  if (marker && (pos === 0 || isBreak(text.charCodeAt(pos - 1))) && isBlankOrEnd(text.charCodeAt(pos + 3))) {
    throw new YamlError('found unexpected document indicator', pos);
  }
}

/** Reads up to a blank, a break or the closing quote; true where it ended with an escaped line break. */
function readUnblanked(run: Run, quote: number): boolean {
  const { text } = run;
  let from = run.pos;
  for (;;) {
    const code = text.charCodeAt(run.pos);
    if (isBlankOrEnd(code)) break;
    if (code === quote) {
      if (quote !== SINGLE_QUOTE || text.charCodeAt(run.pos + 1) !== SINGLE_QUOTE) break;
      run.value += text.slice(from, run.pos + 1);
      run.pos += 2;
      from = run.pos;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      run.value += text.slice(from, run.pos);
      if (isBreak(text.charCodeAt(run.pos + 1))) {
        run.pos = afterBreak(text, run.pos + 1);
        return true;
      }
      readEscape(run);
      from = run.pos;
    } else run.pos++;
  }
  run.value += text.slice(from, run.pos);
  return false;
}

function readEscape(run: Run): void {
  const letter = run.text[run.pos + 1] ?? '';
  const simple = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  const length = Object.hasOwn(HEX_LENGTH, letter) ? (HEX_LENGTH[letter] ?? 0) : 0;
  if (simple === undefined && length === 0) throw new YamlError('found unknown escape character', run.pos);
  if (simple === undefined) {
    const digits = run.text.slice(run.pos + 2, run.pos + 2 + length);
    if (!/^[0-9A-Fa-f]+$/.test(digits) || digits.length < length)
      throw new YamlError('did not find expected hexdecimal number', run.pos);
    const point = Number.parseInt(digits, 16);
    if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff)
      throw new YamlError('found invalid Unicode character escape code', run.pos);
    run.value += String.fromCodePoint(point);
  } else run.value += simple;
  run.pos += 2 + length;
}

/** Eats blanks and breaks between two stretches of text, and folds them. */
function readBlanks(run: Run, joined: boolean): void {
  const { text } = run;
  let leading = joined;
  let firstBreak = '';
  let breaks = '';
  const from = run.pos;
  for (;;) {
    const code = text.charCodeAt(run.pos);
    if (isBlank(code)) run.pos++;
    else if (isBreak(code)) {
      if (leading) breaks += breakText(code);
      else firstBreak = breakText(code);
      leading = true;
      run.pos = afterBreak(text, run.pos);
    } else break;
  }
  if (!leading) run.value += text.slice(from, run.pos);
  else if (firstBreak === '\n') run.value += breaks === '' ? ' ' : breaks;
  else run.value += firstBreak + breaks;
}
