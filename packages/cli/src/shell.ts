import type { CommandContext } from '@stricli/core';

export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a program has left: its exit code, undefined where it could not be started, and what it wrote. */
export interface Ended {
  readonly status: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export type Spawn = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly input?: string },
) => Ended;

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
  /** The day, as `2026-12-31`; that of the machine, in UTC, where none is given. */
  readonly today?: () => string;
  /** Runs a program to its end; that of the machine where none is given. */
  readonly spawn?: Spawn;
}

/** The shell of a Node process. The exit code is kept apart, so that the program decides when the process gets it. */
export function shellOf(process: NodeJS.Process, outputs: { readonly stdout: Output; readonly stderr: Output }): Shell {
  return {
    process: { ...outputs, env: process.env },
    cwd: process.cwd(),
    now: () => process.uptime() * 1000,
  };
}
