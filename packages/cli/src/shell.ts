import type { Spawn } from '@bulwark/render';
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
