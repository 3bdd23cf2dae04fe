import type { Json } from '@bulwark/model';

import { plainValue } from '../yaml/plain-value.ts';

export type Quote = '"' | "'";

/** Where plain text may stand that is no number, word or mark for any reader: it begins like a word, a path or an option. */
const WORDLIKE = /^(?:--?(?=[A-Za-z]))?[A-Za-z0-9_./$]/;
const MARKS = /:(?:\s|$)|\s#|[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]|\s$/u;
const FLOW_MARKS = /[,[\]{}?]|:$/;
/** What other readers of YAML 1.1 or 1.2 take for a number or a date, though Kubernetes' does not. */
const LOOKS_TYPED = /^(?:[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*|[-+.]?[\d_.]+(?:[eE][-+]?\d+)?|=|<<)$/;

/** Whether a text may stand plain and is that text for every reader. */
export function isPlain(text: string, flow: boolean): boolean {
  return (
    WORDLIKE.test(text) &&
    !MARKS.test(text) &&
    !(flow && FLOW_MARKS.test(text)) &&
    plainValue(text) === text &&
    !LOOKS_TYPED.test(text)
  );
}

const SINGLE_QUOTABLE = /^[^\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]*$/u;

export function quoted(text: string, quote: Quote): string {
  return quote === "'" && SINGLE_QUOTABLE.test(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** JSON's form, which is one of YAML's too. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text in a YAML of one line: as it is where every reader takes it for that text, else in quotes. */
export function stringText(text: string, flow: boolean, quote: Quote): string {
  return isPlain(text, flow) ? text : quoted(text, quote);
}

/** What is no text, list or map. */
export function literalText(value: Exclude<Json, string | object>): string {
  if (typeof value !== 'number') return String(value);
  // Written with all its digits it would be read as an integer that a double does not hold.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return String(value);
}
