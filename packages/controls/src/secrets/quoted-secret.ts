import type { FoundSecret } from './found-secret.ts';
import { secretByName } from './secret-by-name.ts';
import { maySaySecret } from './secret-name.ts';

/** An option and its value as two items of a list. */
const OPTION = /"-{1,2}([A-Za-z][\w.-]{0,63})"\s{0,8},\s{0,8}"((?:[^"\\]|\\.)*)"/g;
/** A name and its value in JSON. */
const MEMBER = /"([A-Za-z][\w.-]{0,63})"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.)*)"/g;

/** Values behind an option that says what they are, `"--password", "…"`: for hiding only. */
export function quotedOptions(text: string): Iterable<FoundSecret> {
  return pairs(text, OPTION);
}

/** Values behind a key of JSON that says what they are, `"password": "…"`: for hiding only. */
export function quotedMembers(text: string): Iterable<FoundSecret> {
  return pairs(text, MEMBER);
}

function* pairs(text: string, form: RegExp): Iterable<FoundSecret> {
  if (!text.includes('"') || !maySaySecret(text)) return;
  for (const match of text.matchAll(form)) {
    const [whole, name = '', value = ''] = match;
    const end = match.index + whole.length - 1;
    if (!maySaySecret(name) || secretByName(name, value) === undefined) continue;
    yield { start: end - value.length, end, what: 'a secret by its name' };
  }
}
