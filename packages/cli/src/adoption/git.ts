import { UserError } from '@bulwark/model';
import type { Ended, Spawn } from '@bulwark/render';

/** What git says of one commit and what has changed since. */
export interface History {
  /** The root of the working tree. */
  readonly root: string;
  /** Paths below the root that differ from the commit: changed, deleted, of another type. */
  readonly differing: ReadonlySet<string>;
  /** Paths that the commit has. */
  readonly had: ReadonlySet<string>;
  /** What the commit has at each of some paths; those that it does not have are left out. */
  blobs(paths: readonly string[]): ReadonlyMap<string, Uint8Array>;
}

/** The working tree of `cwd` against the commit where it has branched off from `ref`. */
export function historySince(ref: string, cwd: string, spawn: Spawn): History {
  const top = spawn('git', ['rev-parse', '--show-toplevel'], { cwd });
  if (top.status === undefined) throw new UserError('--changed-since needs git, and there is none on the PATH');
  if (top.status !== 0) throw new UserError('--changed-since needs a git repository, and this folder is in none');
  const root = textOf(top).trimEnd();
  const git = (args: readonly string[], input?: string): Ended =>
    spawn('git', args, { cwd: root, ...(input !== undefined && { input }) });
  const commit = textOf(git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])).trim();
  if (commit === '') {
    throw new UserError(`git knows no commit "${ref}"`, {
      hint: `if it exists elsewhere, fetch it: ${fetchOf(ref)}; a shallow clone lacks history: git fetch --unshallow`,
    });
  }
  const base = textOf(git(['merge-base', commit, 'HEAD'])).trim();
  if (base === '') {
    throw new UserError(`git finds nothing that "${ref}" and this branch have in common`, {
      hint: 'a shallow clone may be cut off before it: git fetch --unshallow',
    });
  }
  const list = (args: readonly string[]): ReadonlySet<string> =>
    new Set(
      textOf(told(git(args)))
        .split('\0')
        .filter(Boolean),
    );
  return {
    root,
    differing: list(['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, '--']),
    had: list(['ls-tree', '-r', '--name-only', '-z', base]),
    blobs: (paths) => blobsAt(base, paths, (input) => told(git(['cat-file', '--batch'], input)).stdout),
  };
}

function told(ended: Ended): Ended {
  if (ended.status === 0) return ended;
  throw new UserError(`git failed: ${ended.stderr.split('\n', 1)[0] ?? ''}`, { exit: 3 });
}

/** `<object> blob <size>`, a line end, the bytes and a line end, for each of the paths; `… missing` where there is none. */
function blobsAt(commit: string, paths: readonly string[], ask: (input: string) => Uint8Array): ReadonlyMap<string, Uint8Array> {
  const asked = paths.filter((path) => !path.includes('\n'));
  const blobs = new Map<string, Uint8Array>();
  if (asked.length === 0) return blobs;
  const answer = Buffer.from(ask(asked.map((path) => `${commit}:${path}\n`).join('')));
  let at = 0;
  for (const path of asked) {
    const end = answer.indexOf('\n', at);
    if (end === -1) break;
    const size = / blob (\d+)$/.exec(answer.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    blobs.set(path, answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}

function textOf({ stdout }: Ended): string {
  return Buffer.from(stdout).toString('utf8');
}

/** What brings a branch of a remote here, or else everything. */
function fetchOf(ref: string): string {
  const branch = /^origin\/([\w./-]+)$/.exec(ref)?.[1];
  return branch === undefined ? 'git fetch origin' : `git fetch origin ${branch}:refs/remotes/origin/${branch}`;
}
