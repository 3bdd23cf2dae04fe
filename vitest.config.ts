import { defineConfig } from 'vitest/config';

const conditions = ['bulwark-source'];

export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: conditions } },
  resolve: { conditions },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'conformance/**/*.test.ts',
      'tools/**/*.test.ts',
      'e2e/**/*.test.ts',
      'examples/**/*.test.ts',
      'test/control-plane/**/*.test.ts',
    ],
    pool: 'threads',
    isolate: false,
    setupFiles: ['tools/seed.ts'],
    // Two busy cores are no reason to fail.
    testTimeout: 60_000,
  },
});
