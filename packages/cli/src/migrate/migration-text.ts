import type { Migration, MigratedException } from './migration.ts';

/** A `bulwark.yaml` that says what other scanners' settings said, and in comments what it cannot say. */
export function migrationText({ controls, exceptions, exclude, lost }: Migration, files: readonly string[]): string {
  const parts = [
    `# What ${files.join(', ')} said, in the words of Bulwark: read it before you rely on it.\n`,
    exclude.size === 0
      ? ''
      : `paths:\n  exclude:\n${[...exclude].map(([path, from]) => `    - ${scalar(path)} # ${comment(from)}\n`).join('')}`,
    controls.size === 0
      ? ''
      : `controls:\n${[...controls]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([id, { setting, from }]) => `  ${scalar(id)}: ${setting} # ${comment(from)}\n`)
          .join('')}`,
    exceptions.length === 0 ? '' : `exceptions:\n${exceptions.map(exceptionText).join('')}`,
    lost.length === 0 ? '' : `# Not carried over:\n${lost.map((line) => `#   ${comment(line)}\n`).join('')}`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function exceptionText({ control, namespace, name, path, field, reason, expires, from }: MigratedException): string {
  const object = Object.entries({ namespace, name }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${scalar(value)}`],
  );
  return [
    `  # ${comment(from)}`,
    `  - control: ${scalar(control)}`,
    ...(object.length === 0 ? [] : [`    object: { ${object.join(', ')} }`]),
    ...(path === undefined ? [] : [`    path: [${path.map(scalar).join(', ')}]`]),
    ...(field === undefined ? [] : [`    field: ${scalar(field)}`]),
    `    reason: ${scalar(reason)}`,
    ...(expires === undefined ? [] : [`    expires: ${scalar(expires)}`]),
    '',
  ].join('\n');
}

/** Plain where it reads as the same text, in double quotes where it may not. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]*(?: [\w./-]+)*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isPlain ? text : quoted(text);
}

/** JSON, but for what it may hold as it is and YAML may not. */
function quoted(text: string): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text.toWellFormed()).replaceAll(/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu, escaped);
}

/** A comment ends with its line, and has no characters that nobody sees. */
export function comment(text: string): string {
  return text.replaceAll(/[\s\p{C}]+/gu, ' ');
}
