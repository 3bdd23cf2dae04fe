import { spawnSync } from 'node:child_process';
import { available } from '../control-plane/available.ts';

/**
 * `npm run test:cluster [-- vitest's arguments]`: builds what is missing, then runs the tests against it. Where nothing can
 * be built it says so and ends well: no Go is not a failure of ours.
 */
async function main(args: readonly string[]): Promise<void> {
  const { programs, skipped } = await available((line) => process.stderr.write(`${line}\n`));
  for (const reason of skipped) process.stderr.write(`\nSKIPPED: ${reason}\n`);
  if (programs.length === 0) {
    process.stderr.write('SKIPPED: no test has run against a real control plane\n');
    return;
  }
  const vitest = ['vitest', 'run', '--config', 'test/cluster/vitest.config.ts', ...args];
  const { status } = spawnSync('npx', ['--no-install', ...vitest], {
    stdio: 'inherit',
    env: { ...process.env, BULWARK_CLUSTER: 'built' },
  });
  process.exitCode = status ?? 1;
}

await main(process.argv.slice(2));
