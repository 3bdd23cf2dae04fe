import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder that keeps what one Go module builds: outside the repository, so that a fresh clone finds it, and named after
 * the module's go.sum, so that no other version is ever taken for it.
 */
export function cacheFolder(module: string, release: string, kind = 'control-plane'): string {
  const { XDG_CACHE_HOME } = process.env;
  const root = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
  return join(root, 'bulwark', kind, `${release}-${fingerprint([join(module, 'go.sum')])}`);
}

/** What tells the sources in a folder from those that it held before. */
export function fingerprintOfFolder(folder: string): string {
  return fingerprint(
    readdirSync(folder)
      .toSorted()
      .map((name) => join(folder, name)),
  );
}

function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}
