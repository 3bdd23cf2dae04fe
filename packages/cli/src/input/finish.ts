import { EXIT } from '@bulwark/model';
import { problemText } from '../print-error.ts';
import type { Shell } from '../shell.ts';
import type { Input } from './read-input.ts';

/** Sets the exit code: 2 where the input is in error, whatever was found; else 1 where something is refused. */
export function finish({ problems }: Input, isRefused: boolean, shell: Shell): void {
  for (const { message, hint } of problems) shell.process.stderr.write(problemText(message, hint));
  shell.process.exitCode = problems.length > 0 ? EXIT.usage : isRefused ? EXIT.findings : EXIT.clean;
}
