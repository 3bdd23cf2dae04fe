import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KUBERNETES_VERSIONS } from './versions.ts';
import { kubernetesModule } from './write-modules.ts';

test('staging modules are replaced by those that are published, others stay as they are', () => {
  const upstream = 'replace (\n\tk8s.io/api => ./staging/src/k8s.io/api\n\texample.org/a => example.org/b v1.0.0\n)\n';
  const text = kubernetesModule({ minor: '1.30', release: '1.30.4' }, upstream);
  expect(text).toContain('\tk8s.io/kubernetes v1.30.4\n');
  expect(text).toContain('\tk8s.io/api => k8s.io/api v0.30.4\n');
  expect(text).not.toContain('example.org');
});

test.for(KUBERNETES_VERSIONS)('the module of $minor is that of $release', ({ minor, release }) => {
  const text = readFileSync(join(import.meta.dirname, minor, 'go.mod'), 'utf8');
  expect(text).toContain(`\tk8s.io/kubernetes v${release} `);
});
