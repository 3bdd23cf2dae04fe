import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Lets the built program scan once, and keeps what V8 compiled for that beside it: see `docs/decisions`. */
export function makeCodeCache(dist: string): void {
  rmSync(join(dist, 'code-cache'), { recursive: true, force: true });
  execFileSync(process.execPath, [join(import.meta.dirname, 'warm.ts'), dist, 'scan', 'examples', '--fail-on', 'never'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
