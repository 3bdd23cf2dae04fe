import { expect, test } from 'vitest';
import { nameGlob, pathGlob } from './glob.ts';

test.for<[pattern: string, name: string, fits: boolean]>([
  ['web', 'web', true],
  ['web', 'web-1', false],
  ['web-*', 'web-1', true],
  ['*-agent', 'node-agent', true],
  ['we?', 'web', true],
  ['we?', 'we', false],
  ['a.b*', 'axb', false],
  ['***', '', true],
  ['', '', true],
])('the name pattern %j and %j: %j', ([pattern, name, fits]) => {
  expect(nameGlob(pattern)(name)).toBe(fits);
});

test.for<[pattern: string, path: string, fits: boolean]>([
  ['k8s', 'k8s/a/b.yaml', true],
  ['k8s/', 'k8s/a/b.yaml', true],
  ['./k8s/', 'k8s/a/b.yaml', true],
  ['k8s', 'other/k8s/b.yaml', true],
  ['/k8s', 'other/k8s/b.yaml', false],
  ['k8s/*.yaml', 'k8s/b.yaml', true],
  ['k8s/*.yaml', 'k8s/a/b.yaml', false],
  ['k8s/**/*.yaml', 'k8s/b.yaml', true],
  ['k8s/**/*.yaml', 'k8s/a/c/b.yaml', true],
  ['**/charts/**', 'a/charts/b.yaml', true],
  ['**/charts/**', 'charts/b.yaml', true],
  ['*.yml', 'a/b.yml', true],
  ['b.yaml', 'a/bxyaml', false],
])('the path pattern %j and %j: %j', ([pattern, path, fits]) => {
  expect(pathGlob(pattern)(path)).toBe(fits);
});
