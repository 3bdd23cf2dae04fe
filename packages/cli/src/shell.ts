import type { CommandContext } from '@stricli/core';

export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The world as the commands see it; tests pass their own. */
export interface Shell extends CommandContext {
  readonly process: {
    readonly stdout: Output;
    readonly stderr: Output;
    readonly env: Readonly<Record<string, string | undefined>>;
    exitCode?: number | string | null;
  };
  readonly cwd: string;
  /** All of standard input; undefined for that of the process. */
  readonly stdin?: () => string | Uint8Array;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/** The shell of a Node process. The exit code is kept apart, so that the program decides when the process gets it. */
export function shellOf(process: NodeJS.Process): Shell {
  return {
    process: { stdout: process.stdout, stderr: process.stderr, env: process.env },
    cwd: process.cwd(),
    now: () => process.uptime() * 1000,
  };
}
