import type { Command, RouteMap } from '@stricli/core';
import type { Shell } from '../shell.ts';

/** What comes after a flag or a command: one of some words, a path, or nothing that a shell could know. */
export type Values = readonly string[] | 'paths' | 'unknown';

export interface CompletedFlag {
  /** As people type it: `--fail-on`, `-o`. */
  readonly names: readonly string[];
  readonly brief: string;
  /** Undefined for a flag that takes none. */
  readonly values: Values | undefined;
}

/** A place in the tree of commands, and what can be typed there. */
export interface CompletedPlace {
  /** The words that lead there: none for the program itself. */
  readonly path: readonly string[];
  readonly commands: readonly { readonly name: string; readonly brief: string }[];
  readonly flags: readonly CompletedFlag[];
  readonly arguments: Values;
}

/** The words for a placeholder: `id` → the ids of controls. A path needs none. */
export type WordsOf = (placeholder: string) => readonly string[] | undefined;

const PATHS = ['path', 'file', 'folder', 'dir', 'directory'];
const HELP: CompletedFlag = { names: ['--help', '-h'], brief: 'Print this help and exit', values: undefined };
const VERSION: CompletedFlag = { names: ['--version', '-v'], brief: 'Print the version and exit', values: undefined };

/** Everything that can be typed, from the table of commands itself: no list to keep. */
export function completionTable(root: RouteMap<Shell>, wordsOf: WordsOf): readonly CompletedPlace[] {
  const [program, ...rest] = placesOf(root, [], wordsOf);
  return program === undefined ? [] : [{ ...program, flags: [...program.flags, VERSION] }, ...rest];
}

function placesOf(
  target: RouteMap<Shell> | Command<Shell>,
  path: readonly string[],
  wordsOf: WordsOf,
): readonly CompletedPlace[] {
  if (!('getAllEntries' in target)) return [commandPlace(target, path, wordsOf)];
  const entries = target.getAllEntries().filter(({ hidden }) => !hidden);
  const commands = entries.map(({ name, target: { brief } }) => ({ name: name['convert-camel-to-kebab'], brief }));
  return [
    { path, commands, flags: [HELP], arguments: 'unknown' },
    ...entries.flatMap((entry) => placesOf(entry.target, [...path, entry.name['convert-camel-to-kebab']], wordsOf)),
  ];
}

type Parameters = Command<Shell>['parameters'];
type Flag = NonNullable<Parameters['flags']>[string];

function commandPlace({ parameters }: Command<Shell>, path: readonly string[], wordsOf: WordsOf): CompletedPlace {
  const aliases = Object.entries(parameters.aliases ?? {});
  const flags = Object.entries(parameters.flags ?? {})
    .filter(([, flag]) => !('hidden' in flag && flag.hidden))
    .map(([name, flag]): CompletedFlag => {
      const short = aliases.flatMap(([alias, target]) => (target === name ? [`-${alias}`] : []));
      const negated = flag.kind === 'boolean' && flag.withNegated !== false ? [`--no-${kebab(name)}`] : [];
      return { names: [`--${kebab(name)}`, ...negated, ...short], brief: flag.brief, values: flagValues(flag, wordsOf) };
    });
  return { path, commands: [], flags: [...flags, HELP], arguments: argumentValues(parameters, wordsOf) };
}

function flagValues(flag: Flag, wordsOf: WordsOf): Values | undefined {
  if (flag.kind === 'boolean' || flag.kind === 'counter') return undefined;
  return flag.kind === 'enum' ? flag.values : valuesOf(flag.placeholder, wordsOf);
}

function argumentValues({ positional }: Parameters, wordsOf: WordsOf): Values {
  if (positional === undefined) return 'unknown';
  const [first] = positional.kind === 'array' ? [positional.parameter] : positional.parameters;
  return valuesOf(first?.placeholder, wordsOf);
}

function valuesOf(placeholder: string | undefined, wordsOf: WordsOf): Values {
  if (placeholder === undefined) return 'unknown';
  return PATHS.includes(placeholder) ? 'paths' : (wordsOf(placeholder) ?? 'unknown');
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
