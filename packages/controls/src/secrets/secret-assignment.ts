import type { FoundSecret } from './found-secret.ts';
import { secretByName } from './secret-by-name.ts';
import { maySaySecret } from './secret-name.ts';

/** Longer names are cut: only their end says what they are. */
const LONGEST_NAME = 64;
const OF_NAME = /[\w.-]/;
const VALUE = /[^;&\s"'`]+/y;

/**
 * What a text gives to a name that says secret: `?token=…` and `&api_key=…` of a URL, `Password=…;` of a connection string,
 * `--password=…` of a command line.
 */
export function* assignedSecrets(text: string): Iterable<FoundSecret> {
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    const name = nameBefore(text, at);
    VALUE.lastIndex = at + 1;
    const value = maySaySecret(name) ? VALUE.exec(text)?.[0] : undefined;
    if (value === undefined) continue;
    const says = secretByName(name, value);
    const what = says === 'password' ? 'a password' : 'a secret';
    const where = name.startsWith('-') ? 'an option' : 'an address';
    if (says !== undefined) yield { start: at + 1, end: at + 1 + value.length, what: `${what} in ${where}` };
    // What is in the value belongs to it: to look again from there would take the square of a long text's length.
    at += value.length;
  }
}

function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && end - start < LONGEST_NAME && OF_NAME.test(text[start - 1] ?? '')) start--;
  return text.slice(start, end);
}
