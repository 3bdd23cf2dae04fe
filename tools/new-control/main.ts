import { fileURLToPath } from 'node:url';
import { scaffold } from './scaffold.ts';

const SOURCES = fileURLToPath(new URL('../../packages/controls/src/', import.meta.url));

function main(args: readonly string[]): void {
  const [id] = args;
  if (id === undefined || args.length > 1) {
    process.stderr.write('usage: npm run new:control -- area/name\n');
    process.exitCode = 2;
    return;
  }
  try {
    const path = scaffold(SOURCES, id);
    process.stdout.write(`packages/controls/src/${path} written, and the registry.\n`);
    process.stdout.write('Next: fill it in, starting with its examples, and run npx vitest run packages/controls\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

main(process.argv.slice(2));
