import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from '../tools/build/build.ts';

const CLI = resolve(import.meta.dirname, '../packages/cli');

export interface BuiltProgram {
  /** A folder for `PATH`, with the commands of the package, run by the Node that runs this. */
  readonly commands: string;
  /** The package as it is shipped. */
  readonly folder: string;
  remove(): void;
}

/** The program as it is shipped, built anew from the sources into a folder of its own: a test of an old build says nothing. */
export async function builtProgram(): Promise<BuiltProgram> {
  const root = mkdtempSync(join(tmpdir(), 'bulwark-built-'));
  const folder = join(root, 'package');
  const commands = join(root, 'commands');
  cpSync(join(CLI, 'bin'), join(folder, 'bin'), { recursive: true });
  cpSync(join(CLI, 'package.json'), join(folder, 'package.json'));
  await build(folder);
  mkdirSync(commands);
  for (const name of ['bulwark', 'kubectl-bulwark']) {
    const command = join(commands, name);
    writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${join(folder, `bin/${name}.js`)}" "$@"\n`);
    chmodSync(command, 0o755);
  }
  return { commands, folder, remove: () => rmSync(root, { recursive: true }) };
}
