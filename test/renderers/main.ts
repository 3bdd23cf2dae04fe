import { spawnSync } from 'node:child_process';
import { buildRenderer, RENDERER_NAMES } from './renderers.ts';

/**
 * `npm run test:renderers [-- vitest's arguments]`: builds helm, kustomize and OAuth2 Proxy where they are not built, then runs the
 * tests that need them. Where none can be built it says so and ends well: no Go is not a failure of ours.
 */
async function main(args: readonly string[]): Promise<void> {
  let built = 0;
  for (const name of RENDERER_NAMES) {
    const renderer = await buildRenderer(name, (line) => process.stderr.write(`${line}\n`));
    if ('path' in renderer) built += 1;
    else process.stderr.write(`\nSKIPPED: tests with ${name}: ${renderer.skipped}\n`);
  }
  if (built === 0) return;
  const vitest = ['vitest', 'run', '--config', 'test/renderers/vitest.config.ts', ...args];
  const { status } = spawnSync('npx', ['--no-install', ...vitest], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

await main(process.argv.slice(2));
