import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What `bulwark pod-security check -o json` says of one pod of an object. */
export interface Checked {
  readonly file: string;
  readonly line: number;
  /** Null where it is unknown. */
  readonly allowed: boolean | null;
  readonly reason: string;
  readonly message: string;
}

const PROGRAM = ['--conditions=bulwark-source', 'packages/cli/src/main.ts', 'pod-security', 'check', '-o', 'json'];
const MOST_OUTPUT = 256 * 2 ** 20;

/** Runs the command as somebody would who has these folders and asks about this level, of a cluster of this version. */
export async function runCheck(folders: readonly string[], level: string, minor: string): Promise<readonly Checked[]> {
  const args = [...PROGRAM, '--level', level, '--kube-version', minor, ...folders];
  const run = promisify(execFile)(process.execPath, args, { maxBuffer: MOST_OUTPUT });
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      // 1 is no failure: something is refused.
      const { code, stdout, stderr } = error as { readonly code: number; readonly stdout: string; readonly stderr: string };
      if (code !== 1) throw new Error(`bulwark ended with ${code}: ${stderr}`);
      return stdout;
    },
  );
  return (JSON.parse(output) as { readonly results: readonly Checked[] }).results;
}
