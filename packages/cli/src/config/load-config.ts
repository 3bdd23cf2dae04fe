import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { pathGlob } from '@bulwark/engine';
import { UserError } from '@bulwark/model';
import type { Shell } from '../shell.ts';
import { problemText } from '../print-error.ts';
import { readConfig, type ReadConfig } from './read-config.ts';
import { settingsOf, type Settings } from './settings.ts';

export interface Config extends Settings {
  /** As reports show it. */
  readonly path: string;
  /** The folder that its paths start from. */
  readonly folder: string;
  readonly text: string;
  /** Why a file is passed over, told where it is; undefined where nothing excludes any. */
  readonly excludes: ((location: string) => string | undefined) | undefined;
  readonly object: ReadConfig['object'];
}

/** Reads and checks the configuration at `path`. What is wrong with it is told with its places, all of it. */
export function loadConfig(path: string, shell: Pick<Shell, 'cwd' | 'process'>): Config {
  const location = resolve(shell.cwd, path);
  let text: string;
  try {
    text = readFileSync(location, 'utf8');
  } catch (cause) {
    throw new UserError(`${path} cannot be read`, { hint: isFolder(location) ? 'it is a folder' : 'it is not there', cause });
  }
  const config = parseConfig(text, path);
  const problems = config.problems.map(({ line, column, message, hint }) => ({
    text: `${path}:${line}:${column}: ${message}`,
    hint,
  }));
  const last = problems.at(-1);
  for (const problem of problems.slice(0, -1)) shell.process.stderr.write(problemText(problem.text, problem.hint));
  if (last !== undefined) throw new UserError(last.text, last.hint === undefined ? {} : { hint: last.hint });
  const folder = dirname(location);
  return { ...config.settings, path, folder, text, object: config.object, excludes: excluderOf(config.settings, folder, path) };
}

function excluderOf({ exclude }: Settings, folder: string, path: string): Config['excludes'] {
  if (exclude.length === 0) return undefined;
  const globs = exclude.map(pathGlob);
  const root = realpathSync(folder);
  return (location) => {
    const way = relative(root, location).replaceAll('\\', '/');
    return globs.some((glob) => glob(way)) ? `excluded by ${path}` : undefined;
  };
}

/** The settings in the text of a configuration, and all that is wrong with it, in the order of the text. */
export function parseConfig(
  text: string,
  path: string,
): { readonly settings: Settings; readonly object: ReadConfig['object']; readonly problems: ReadConfig['problems'] } {
  const { value, object, problems, placed } = readConfig(text, path);
  const said = settingsOf(value);
  // What has the wrong form has been told once.
  const all = problems.length > 0 ? problems : placed(said.problems);
  return { settings: said.settings, object, problems: all.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function isFolder(location: string): boolean {
  return statSync(location, { throwIfNoEntry: false })?.isDirectory() === true;
}
