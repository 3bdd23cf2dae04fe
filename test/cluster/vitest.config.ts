import { defineConfig, type ViteUserConfig } from 'vitest/config';

const conditions = ['bulwark-source'];

/** Apart from the other tests: these need Go, minutes for the first build, and a control plane that they share. */
const config: ViteUserConfig = defineConfig({
  root: '.',
  ssr: { resolve: { conditions, externalConditions: conditions } },
  resolve: { conditions },
  test: {
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/start-shared.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 120_000,
  },
});

export default config;
