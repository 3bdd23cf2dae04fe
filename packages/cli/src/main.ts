import { EXIT } from '@bulwark/model';
import { errorText } from './print-error.ts';
import { runProgram } from './program.ts';
import { shellOf } from './shell.ts';
import { StandardOutput } from './standard-output.ts';

const stdout = new StandardOutput(1, () => process.stdout);
const stderr = new StandardOutput(2, () => process.stderr);

/** A failure of standard output is known at once where it is a file, and when the process ends where it is not. */
function tellFailure(): void {
  const failure = stdout.failure ?? stderr.failure;
  if (failure === undefined) return;
  process.exitCode = EXIT.environment;
  if (failure === stdout.failure) stderr.write(`error: the output cannot be written: ${failure.message}\n`);
}

async function main(): Promise<void> {
  process.once('exit', tellFailure);
  try {
    process.exitCode = await runProgram(process.argv.slice(2), shellOf(process, { stdout, stderr }));
  } catch (error) {
    stderr.write(errorText(error, process.env));
    process.exitCode = EXIT.environment;
  }
  // What a slow reader has not taken yet is still to be written. Where there is nothing of that, the heap need not be tidied up.
  if (stdout.isDone && stderr.isDone) process.exit();
}

void main();
