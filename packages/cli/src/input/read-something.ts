import { UserError } from '@bulwark/model';
import type { Shell } from '../shell.ts';
import { readInput, type Input, type ReadFlags } from './read-input.ts';

/** Reads what is asked about. Where there is nothing, and that is an error, the question has no answer: "no" would be a wrong one. */
export function readSomething(paths: readonly string[], flags: ReadFlags, command: string, shell: Shell): Input {
  const input = readInput(paths, flags, command, shell);
  const [problem] = input.problems;
  if (input.inventory.objects.length > 0 || problem === undefined) return input;
  throw new UserError(problem.message, problem.hint === undefined ? {} : { hint: problem.hint });
}
