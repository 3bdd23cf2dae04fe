import type { Json, Path } from '@bulwark/model';
import type { Flag } from './flags.ts';

/** A word of a command line, with its place. */
export interface Word {
  readonly text: Json;
  readonly at: Path;
  /** Whether it is a piece of a longer text, which no edit can change alone. */
  readonly piece?: boolean;
}

const OPTION = /^--?([A-Za-z][\w.-]*)(?:=([^]*))?$/;
/** `$(NAME)` is of Kubernetes, the others of a shell. */
const FILLED_IN = /\$[({A-Za-z_@*]/;
/** Those that stand alone: what follows is the next flag. */
const SWITCHES: ReadonlySet<string> = new Set([
  'allow-privileged',
  'anonymous-auth',
  'enable-bootstrap-token-auth',
  'profiling',
  'service-account-lookup',
  'service-account-extend-token-expiration',
]);

/** The flags among words, as pflag reads them: `--name=value`, `--name value`, and `--name` alone for what is true or false. */
export function flagsIn(words: readonly Word[]): readonly Flag[] {
  const flags: Flag[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const match = typeof word?.text === 'string' ? OPTION.exec(word.text) : null;
    if (word === undefined || match === null) continue;
    const name = (match[1] ?? '').replaceAll('_', '-');
    const next = words[index + 1];
    if (match[2] !== undefined) flags.push(glued(name, match[2], word));
    else if (SWITCHES.has(name) || next === undefined || startsOption(next)) flags.push(glued(name, 'true', word));
    else {
      flags.push({ name, value: filled(next.text), at: next.at, spell: next.piece ? undefined : (value) => value });
      index++;
    }
  }
  return flags;
}

function glued(name: string, value: string, { at, piece }: Word): Flag {
  return { name, value: filled(value), at, spell: piece ? undefined : (other) => `--${name}=${other}` };
}

/** A value as it will be; undefined where it is filled in later. */
export function filled(value: Json | undefined): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return typeof value === 'string' && !FILLED_IN.test(value) ? value : undefined;
}

function startsOption({ text }: Word): boolean {
  return typeof text !== 'string' || text.startsWith('-');
}

/** Why words may hold flags that they do not show. */
export function hiddenFlags(words: readonly Word[]): string | undefined {
  const texts = words.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  const word = texts.find((text) => /^\$[({]|\$[@*]|^\$\w/.test(text));
  return word === undefined ? undefined : `"${word.slice(0, 40)}" in the command is filled in when it starts`;
}

/** The words of a shell script after the program's name, up to the end of that command. */
export function scriptWords(script: string, program: string, at: Path): readonly Word[] | undefined {
  const text = script.replaceAll(/\\\r?\n/g, ' ');
  const start = new RegExp(`(?:^|[\\s/;&|])${program}(?=\\s)`).exec(text);
  if (start === null) return undefined;
  const words: Word[] = [];
  const rest = text.slice(start.index + start[0].length);
  for (const [word] of rest.matchAll(/[;&|\n]|(?:"[^"]*"|'[^']*'|[^\s"';&|])+/g)) {
    if (/^[;&|\n]$/.test(word)) break;
    words.push({ text: word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'), at, piece: true });
  }
  return words;
}
