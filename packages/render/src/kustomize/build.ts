import type { Ended, Spawn } from '../rendered.ts';
import type { Program } from './program.ts';

/**
 * What would be fetched is found before a build. Should something slip through, it finds no way out: git knows no protocol,
 * and all that speaks HTTP is sent to a port where nobody listens.
 */
const NO_NETWORK: Readonly<Record<string, string>> = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_SSH_COMMAND: 'false',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  NO_PROXY: '',
  no_proxy: '',
};

/** One build of a folder: no charts, no plugins, no files from outside of it, no network. */
export function build(program: Program, folder: string, spawn: Spawn, cwd: string): Ended {
  return spawn(program.command, [...program.args, folder], { cwd, env: NO_NETWORK });
}

/** What a program has written, as text. */
export function outputOf(ended: Ended): string {
  return Buffer.from(ended.stdout).toString('utf8');
}
