import { relative, resolve } from 'node:path';
import { patchLines } from '@bulwark/fix';
import { spawnHere } from '../spawn-here.ts';
import { locationOf } from '../adoption/places.ts';
import type { Shell } from '../shell.ts';
import type { Fixed } from './fix.ts';

/**
 * A patch of all files, exact to the byte. Its paths start from the working directory, where `git apply` and `patch -p1` take
 * it; where a file lies elsewhere, they start from the root of the repository.
 */
export function fixPatch({ files }: Fixed, shell: Shell): IterableIterator<string> {
  return filesPatch(files, shell);
}

interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The same of any files; one that holds nothing afterwards is deleted. */
export function* filesPatch(files: readonly ChangedFile[], shell: Shell): IterableIterator<string> {
  const here = files.map(({ path }) => wayTo(path, shell.cwd));
  const isHere = here.every((path) => !path.startsWith('../'));
  const root = isHere ? undefined : rootOf(shell);
  for (const [at, { path, before, after }] of files.entries()) {
    const way = root === undefined ? (here[at] ?? path) : relative(root, locationOf(path, shell.cwd)).replaceAll('\\', '/');
    const [head = '', ...hunks] = patchLines(way, before, after);
    yield after === '' ? head.replace(/^\+\+\+ .*$/m, '+++ /dev/null') : head;
    yield* hunks;
  }
}

function wayTo(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)).replaceAll('\\', '/');
}

function rootOf({ cwd, spawn = spawnHere }: Shell): string | undefined {
  const { status, stdout } = spawn('git', ['rev-parse', '--show-toplevel'], { cwd });
  return status === 0 ? Buffer.from(stdout).toString('utf8').trimEnd() : undefined;
}
