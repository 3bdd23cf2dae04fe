import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nodeFileSystem } from '@bulwark/source';
import { expect, test } from 'vitest';
import { overlaysIn } from './overlays-in.ts';
import { tree } from './testing/tree.ts';

const FILES = {
  'apps/base/kustomization.yaml': 'resources: [web.yaml]',
  'apps/base/web.yaml': 'kind: Pod',
  'apps/extra/kustomization.yml': 'kind: Component\npatches: [{path: p.yaml}]',
  'apps/extra/p.yaml': 'kind: Pod',
  'apps/unused/Kustomization': 'kind: Component',
  'apps/prod/kustomization.yaml':
    'resources: [../base]\ncomponents: [../extra]\nconfigMapGenerator: [{name: a, files: [k=a.txt]}]',
  'apps/prod/a.txt': 'a',
  'apps/dev/kustomization.yaml': 'bases: [../base/]\nresources: [https://example.com/x.yaml, gone.yaml, ../dev]',
  'apps/broken/kustomization.yaml': 'resources: {a: 1}\npatches: [1, null, {path: 7}]\n__proto__: []',
  'apps/text/kustomization.yaml': '{{ .Values }}',
  'node_modules/x/kustomization.yaml': 'resources: [y.yaml]',
};

test('the tops of a tree, and what goes into each', () => {
  const root = tree(FILES);
  const found = overlaysIn(root, nodeFileSystem).map(({ folder, files }) => [
    relative(root, folder),
    files.map((file) => relative(root, file)),
  ]);
  expect(found).toEqual([
    ['apps/broken', ['apps/broken/kustomization.yaml']],
    ['apps/dev', ['apps/base/kustomization.yaml', 'apps/base/web.yaml', 'apps/dev/kustomization.yaml']],
    [
      'apps/prod',
      [
        'apps/base/kustomization.yaml',
        'apps/base/web.yaml',
        'apps/extra/kustomization.yml',
        'apps/extra/p.yaml',
        'apps/prod/a.txt',
        'apps/prod/kustomization.yaml',
      ],
    ],
    ['apps/text', ['apps/text/kustomization.yaml']],
  ]);
});

test('a tree that is named by a link', () => {
  const root = tree({ ...FILES, 'elsewhere/x': '' });
  symlinkSync(join(root, 'apps'), join(root, 'elsewhere/link'));
  const found = overlaysIn(join(root, 'elsewhere/link'), nodeFileSystem);
  expect(found.map(({ folder }) => relative(root, folder))).toEqual(
    ['broken', 'dev', 'prod', 'text'].map((name) => `elsewhere/link/${name}`),
  );
  expect(found[2]?.files).toContain(join(root, 'elsewhere/link/base/web.yaml'));
});

test('a folder that cannot be listed holds none', () => {
  expect(overlaysIn('/nowhere/at/all', nodeFileSystem)).toEqual([]);
});
