const UNUSUAL = /[^\t\n\r\x20-\x7E]/;

/**
 * The same program with escapes for what is not printable ASCII: V8 reads one byte a character then, which is quicker, and
 * no control character lies in the file. Right for strings and regular expressions, which is where such characters are.
 */
export function inAscii(code: string): string {
  for (const [raw] of code.matchAll(/String\.raw`[^`]*`/g)) {
    if (UNUSUAL.test(raw)) throw new Error(`an escape would not be the character in ${raw}`);
  }
  return code.replaceAll(new RegExp(UNUSUAL, 'g'), (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
