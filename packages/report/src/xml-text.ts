import { clean } from './clean.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML and HTML, inside an element or an attribute in quotes: on one line, without what XML 1.0 does not allow. */
export function escaped(text: string): string {
  return escapedLines(clean(text));
}

/** The same for text that was cleaned line by line, and whose line ends count. */
export function escapedLines(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** The attributes that have a value, with a space before each. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join('');
}
