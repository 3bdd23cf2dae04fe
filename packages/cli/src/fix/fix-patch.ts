import { relative } from 'node:path';
import { patchLines, type ChangedText } from '@bulwark/fix';
import { spawnHere } from '../spawn-here.ts';
import { locationOf } from '../adoption/places.ts';
import type { Shell } from '../shell.ts';

/**
 * A patch of all files, exact to the byte. Its paths start from the working directory, where `git apply` and `patch -p1` take
 * it; where a file lies elsewhere, they start from the root of the repository, which is said. No way leads through a link: git
 * takes none. A file that holds nothing afterwards is deleted.
 */
export function* fixPatch({ files }: { readonly files: readonly ChangedText[] }, shell: Shell): IterableIterator<string> {
  const here = files.map(({ path }) => wayTo(path, shell.cwd));
  const isHere = here.every((path) => !path.startsWith('../'));
  const root = isHere ? undefined : rootOf(shell);
  if (root !== undefined)
    yield 'The paths start from the root of the repository: git -C "$(git rev-parse --show-toplevel)" apply\n';
  for (const [at, { path, before, after }] of files.entries()) {
    const way = root === undefined ? (here[at] ?? path) : relative(root, locationOf(path, shell.cwd)).replaceAll('\\', '/');
    const [head = '', ...hunks] = patchLines(way, before, after);
    yield after === '' ? head.replace(/^\+\+\+ .*$/m, '+++ /dev/null') : head;
    yield* hunks;
  }
}

function wayTo(path: string, cwd: string): string {
  return relative(locationOf('.', cwd), locationOf(path, cwd)).replaceAll('\\', '/');
}

function rootOf({ cwd, spawn = spawnHere }: Shell): string | undefined {
  const { status, stdout } = spawn('git', ['rev-parse', '--show-toplevel'], { cwd });
  return status === 0 ? Buffer.from(stdout).toString('utf8').trimEnd() : undefined;
}
