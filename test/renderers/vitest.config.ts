import { defineConfig, type ViteUserConfig } from 'vitest/config';

const conditions = ['bulwark-source'];

/** Apart from the other tests: these need helm, kustomize and OAuth2 Proxy, which Go builds. */
const config: ViteUserConfig = defineConfig({
  root: '.',
  ssr: { resolve: { conditions, externalConditions: conditions } },
  resolve: { conditions },
  test: {
    include: ['test/renderers/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 120_000,
  },
});

export default config;
