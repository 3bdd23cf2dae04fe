import { EXIT } from '@bulwark/model';
import { errorText } from './print-error.ts';
import { runProgram } from './program.ts';
import { shellOf } from './shell.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads our output has seen enough (`| head`): that is no error.
    if (error.code === 'EPIPE') return;
    process.exitCode = EXIT.environment;
    if (stream === process.stdout) process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
  });
}

async function main(): Promise<void> {
  // Set, not exited with: what a slow reader has not taken yet is still to be written.
  try {
    process.exitCode = await runProgram(process.argv.slice(2), shellOf(process));
  } catch (error) {
    process.stderr.write(errorText(error, process.env));
    process.exitCode = EXIT.environment;
  }
}

void main();
