import { listAt, member, type Container, type Json, type Path, type Workload } from '@bulwark/model';
import { isPlaceholder, isPlain } from './harmless-value.ts';
import { secretByName } from './secret-by-name.ts';
import { maySaySecret } from './secret-name.ts';
import { secretIn } from './secret-value.ts';

/** A word of a command line that is a secret, or holds one: never the value. */
export interface CommandSecret {
  readonly container: Container;
  readonly path: Path;
  readonly says: string;
}

const LISTS: readonly (readonly [string, ...string[]])[] = [
  ['command'],
  ['args'],
  ['livenessProbe', 'exec', 'command'],
  ['readinessProbe', 'exec', 'command'],
  ['startupProbe', 'exec', 'command'],
  ['lifecycle', 'postStart', 'exec', 'command'],
  ['lifecycle', 'preStop', 'exec', 'command'],
];

/** The words of the commands of a workload that have a secret written into them. */
export function* commandSecrets(workload: Workload): Iterable<CommandSecret> {
  for (const container of workload.containers) {
    let before: Json | undefined;
    for (const list of LISTS) {
      if (member(container.value, list[0]) === undefined) continue;
      // The arguments go on where the command ends.
      if (list[0] !== 'args') before = undefined;
      yield* inList(container, list, before);
      before = listAt(container.value, ...list).at(-1);
    }
  }
}

function* inList(container: Container, list: readonly string[], last: Json | undefined): Iterable<CommandSecret> {
  let before = last;
  for (const [index, word] of listAt(container.value, ...list).entries()) {
    const says = typeof word === 'string' ? secretInWord(word, before) : undefined;
    if (says !== undefined) yield { container, path: [...container.path, ...list, index], says };
    before = word;
  }
}

const OPTION = /^--?([A-Za-z][\w.-]{0,63})$/;
/** An option and its value in the text of a script. */
const OPTION_IN_SCRIPT = /(?:^|\s)--?([A-Za-z][\w.-]{0,63})[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'`;|&)]+))/g;
/** A client of MySQL takes its password glued to -p, redis-cli takes it behind -a. */
const MYSQL =
  /\b(?:mysql|mysqldump|mysqladmin|mysqlsh|mariadb|mariadb-admin|mariadb-dump)\b[^\n;|&]{0,256}?\s-p(?:'([^'\n]+)'|"([^"\n]+)"|([^\s"'`;|&)]+))/g;
const REDIS = /\bredis-cli\b[^\n;|&]{0,256}?\s-a\s+(?:'([^'\n]+)'|"([^"\n]+)"|([^\s"'`;|&)]+))/g;
/** Options that take a password, and whose names do not say so. */
const PASSWORD_OPTIONS = new Set(['requirepass', 'masterauth']);

/** What secret a word of a command line holds; `before` is the word before it. */
function secretInWord(word: string, before: Json | undefined): string | undefined {
  const form = secretIn(word, '');
  if (form !== undefined) return form;
  const option = typeof before === 'string' && before.startsWith('-') ? OPTION.exec(before)?.[1] : undefined;
  if (option !== undefined && isSecret(option, word)) return `the value of the option ${option}`;
  return /\s/.test(word) ? inScript(word) : undefined;
}

function inScript(text: string): string | undefined {
  if (maySaySecret(text) || text.includes('masterauth'))
    for (const [, option = '', ...values] of text.matchAll(OPTION_IN_SCRIPT))
      if (isSecret(option, firstOf(values))) return `the value of the option ${option}`;
  for (const [program, form] of [
    ['mysql', MYSQL],
    ['maria', MYSQL],
    ['redis-cli', REDIS],
  ] as const) {
    if (!text.includes(program)) continue;
    for (const [, ...values] of text.matchAll(form))
      if (isPassword(firstOf(values))) return `a password for ${program === 'redis-cli' ? 'Redis' : 'MySQL'}`;
  }
  return undefined;
}

function firstOf(values: readonly (string | undefined)[]): string {
  return values.find((value) => value !== undefined) ?? '';
}

function isSecret(option: string, value: string): boolean {
  if (value.startsWith('-')) return false;
  if (PASSWORD_OPTIONS.has(option)) return isPassword(value);
  return maySaySecret(option) && secretByName(option, value) !== undefined;
}

function isPassword(value: string): boolean {
  return value !== '' && !isPlaceholder(value, '') && !isPlain(value);
}
