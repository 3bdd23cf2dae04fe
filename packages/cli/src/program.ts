import { ExitCode, run } from '@stricli/core';
import { EXIT } from '@bulwark/model';
import { applicationFor } from './application.ts';
import type { Shell } from './shell.ts';

const BAD_USAGE: readonly unknown[] = [ExitCode.InvalidArgument, ExitCode.UnknownCommand];

/** Runs one command line and gives its exit code. Never throws, never ends the process. */
export async function runProgram(args: readonly string[], shell: Shell): Promise<number> {
  await run(applicationFor(shell.process.env), args, shell);
  const code = shell.process.exitCode;
  if (BAD_USAGE.includes(code)) return EXIT.usage;
  return typeof code === 'number' && code >= 0 ? code : EXIT.environment;
}
