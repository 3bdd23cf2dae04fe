import { spawnSync } from 'node:child_process';

import type { Spawn } from '@bulwark/render';

const MOST_OUTPUT = 512 * 2 ** 20;

/** Starts programs of this machine, and waits for them. */
export const spawn: Spawn = (command, args, { cwd, input, env }) => {
  const ended = spawnSync(command, args, { cwd, input, env: { ...process.env, ...env }, maxBuffer: MOST_OUTPUT });
  return { status: ended.status ?? undefined, stdout: ended.stdout ?? new Uint8Array(), stderr: String(ended.stderr ?? '') };
};

/** The same on a machine that has only kubectl. */
export const withoutKustomize: Spawn = (command, args, options) =>
  command === 'kustomize' ? { status: undefined, stdout: new Uint8Array(), stderr: '' } : spawn(command, args, options);
