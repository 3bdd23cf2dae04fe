import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { EXIT, UserError } from '@bulwark/model';
import { locationOf } from '../adoption/places.ts';
import type { HardenedFile } from './harden-files.ts';

/** Writes changed files, each in one step. One that is no longer what was read stops all of it before anything is written. */
export function writeTexts(files: readonly HardenedFile[], cwd: string): void {
  const planned = files.map(({ path, before, after }) => ({ path, after, location: locationOf(path, cwd), before }));
  for (const { path, before, location } of planned) {
    if (!readFileSync(location).equals(Buffer.from(before))) {
      const hint = 'nothing was written: run it again';
      throw new UserError(`${path} is not what was read`, { exit: EXIT.environment, hint });
    }
  }
  for (const { path, after, location } of planned) {
    try {
      const unfinished = `${location}.bulwark-${process.pid}`;
      writeFileSync(unfinished, after, { mode: statSync(location).mode, flag: 'wx' });
      renameSync(unfinished, location);
    } catch (cause) {
      throw new UserError(`${path} cannot be written`, { exit: EXIT.environment, cause });
    }
  }
}
