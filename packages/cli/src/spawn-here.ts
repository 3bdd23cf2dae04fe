import { spawnSync } from 'node:child_process';
import type { Spawn } from '@bulwark/render';

const ROOM = 2 ** 30;

/** Runs a program of this machine. */
export const spawnHere: Spawn = (command, args, { cwd, input, env }) => {
  const ended = spawnSync(command, args, {
    cwd,
    maxBuffer: ROOM,
    windowsHide: true,
    ...(input !== undefined && { input }),
    ...(env !== undefined && { env: { ...process.env, ...env } }),
  });
  return { status: ended.status ?? undefined, stdout: ended.stdout ?? new Uint8Array(), stderr: ended.stderr?.toString() ?? '' };
};
