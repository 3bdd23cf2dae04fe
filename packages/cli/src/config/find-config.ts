import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from '../shell.ts';
import type { Config } from './load-config.ts';

/** The configuration of a folder. */
const CONFIG_FILE = 'bulwark.yaml';

/** The configuration that is named, or stands in the working directory. To look for one is one stat; all else is loaded when there is one. */
export async function configFor(named: string | undefined, shell: Shell): Promise<Config | undefined> {
  const path = named ?? (isThere(join(shell.cwd, CONFIG_FILE)) ? CONFIG_FILE : undefined);
  if (path === undefined) return undefined;
  return (await import('./load-config.ts')).loadConfig(path, shell);
}

function isThere(location: string): boolean {
  return statSync(location, { throwIfNoEntry: false })?.isFile() === true;
}
