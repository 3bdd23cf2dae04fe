import type { FoundSecret } from './found-secret.ts';
import { addressSecrets } from './secret-address.ts';
import { assignedSecrets } from './secret-assignment.ts';
import { secretByName } from './secret-by-name.ts';
import { maySaySecret } from './secret-name.ts';
import { secretForms } from './secret-form.ts';

/** A line that gives a value to a name, as properties, .env, ini and YAML files do. */
const SETTING = /^\s*(?:- |export |set )?\s*["']?([\w.-]{1,64})["']?[ \t]*[:=][ \t]*/;
const COMMENT = /^\s*(?:#|;|\/\/|--|\*|<!--|')/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"[,;]?\s*(?:[#;].*)?$|^'([^']*)'[,;]?\s*(?:[#;].*)?$/;
/** No part of what a program computes: brackets, variables, operators. */
const PLAIN = /^([^\s()[\]{}<>$`|"'\\]+?)[,;]?(?:\s+[#;].*)?$/;
/** Names of keys in JSON, wherever in the line they stand. */
const JSON_SETTING = /"([\w.-]{1,64})"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
/** Before a value that a program's call or a shell's assignment would have as well. */
const IN_ADDRESS_OR_OPTION = /(?:[?&]|\s-{1,2})[\w.-]{1,64}=$/;
const LONGEST_BEFORE = 72;
/** What a schema or a program says of a value instead of the value. */
const KIND_OF_VALUE =
  /^(?:string|str|text|bytes|int|integer|boolean|bool|object|password|token|secret|file|plain|basic|bearer|self|this)[!?]?$/i;

/**
 * The first secret that is written into a file (the value of a ConfigMap's key), line by line; undefined where there is none.
 * More is asked of a name here than of a variable's: a file may be a program or the description of a format.
 */
export function secretInFile(text: string): string | undefined {
  for (const { what } of fileForms(text)) return what;
  if (!maySaySecret(text)) return undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const what = inLine(text.slice(start, end));
    if (what !== undefined) return what;
    start = end + 1;
  }
  return undefined;
}

function* fileForms(text: string): Iterable<FoundSecret> {
  yield* secretForms(text);
  yield* addressSecrets(text, '');
}

function inLine(line: string): string | undefined {
  if (COMMENT.test(line) || !maySaySecret(line)) return undefined;
  const setting = SETTING.exec(line);
  if (setting !== null) {
    const what = judge(setting[1] ?? '', valueOf(line.slice(setting[0].length)));
    if (what !== undefined) return what;
  }
  return inJson(line) ?? inAddressOrOption(line);
}

function inJson(line: string): string | undefined {
  for (const [, name = '', value = ''] of line.matchAll(JSON_SETTING)) {
    const what = judge(name, value);
    if (what !== undefined) return what;
  }
  return undefined;
}

function inAddressOrOption(line: string): string | undefined {
  for (const { start, end, what } of assignedSecrets(line)) {
    const before = line.slice(Math.max(0, start - LONGEST_BEFORE), start);
    if (IN_ADDRESS_OR_OPTION.test(before) && PLAIN.test(line.slice(start, end))) return what;
  }
  return undefined;
}

function valueOf(rest: string): string {
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  return PLAIN.exec(rest)?.[1] ?? '';
}

const WHAT = { password: 'a password', secret: 'a secret', key: 'a secret key' } as const;

function judge(name: string, value: string): string | undefined {
  if (!maySaySecret(name) || KIND_OF_VALUE.test(value)) return undefined;
  const says = secretByName(name, value);
  return says === undefined ? undefined : `${WHAT[says]} (${name})`;
}
