import { spawnSync } from 'node:child_process';
import type { Spawn } from '../../packages/render/src/rendered.ts';

/** Runs real programs; `folders` are looked in before those of the path. */
export function spawnIn(folders: readonly string[]): Spawn {
  const path = [...folders, process.env['PATH'] ?? ''].join(':');
  return (command, args, { cwd, input, env }) => {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd,
      ...(input !== undefined && { input }),
      env: { ...process.env, PATH: path, ...env },
      maxBuffer: 2 ** 30,
    });
    if (error !== undefined && status === null) return { status: undefined, stdout: new Uint8Array(), stderr: error.message };
    return { status: status ?? undefined, stdout, stderr: stderr.toString('utf8') };
  };
}
