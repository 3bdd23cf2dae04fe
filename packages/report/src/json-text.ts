declare global {
  interface JSON {
    /** A piece of JSON that is written as it is (ECMAScript, "JSON.parse source text access"). */
    rawJSON(text: string): unknown;
  }
}

/** What JSON may hold as it is, but no terminal should be given: see `clean`. */
const UNPRINTABLE = /[\x7f-\x9f\p{Zl}\p{Zp}\p{Cf}]/gu;

/** `value` as JSON on one line. An integer beyond 2^53 is written with all its digits; undefined members are left out. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? JSON.rawJSON(member.toString()) : member,
  );
  return text.replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A list as JSON, an item a line: it can be searched and compared by lines, and is never a string as a whole. */
export function* jsonLines<T>(items: Iterable<T>, view: (item: T) => unknown, indent: string): IterableIterator<string> {
  let before = '[';
  for (const item of items) {
    yield `${before}\n${indent}  ${jsonText(view(item))}`;
    before = ',';
  }
  yield before === '[' ? '[]' : `\n${indent}]`;
}
