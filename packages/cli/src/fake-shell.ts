import type { Shell } from './shell.ts';

/** A shell for tests: nothing of the real process in it. */
export interface FakeShell extends Shell {
  readonly out: () => string;
  readonly err: () => string;
  /** Lets time go by. */
  readonly pass: (milliseconds: number) => void;
}

export interface FakeShellOptions {
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
}

export function fakeShell({ isTTY = false, env = {}, cwd = '/', stdin = '' }: FakeShellOptions = {}): FakeShell {
  const written = { out: '', err: '' };
  let now = 0;
  return {
    process: {
      stdout: { isTTY, write: (text) => void (written.out += text) },
      stderr: { isTTY, write: (text) => void (written.err += text) },
      env,
    },
    cwd,
    stdin: () => stdin,
    now: () => now,
    out: () => written.out,
    err: () => written.err,
    pass: (milliseconds) => void (now += milliseconds),
  };
}
