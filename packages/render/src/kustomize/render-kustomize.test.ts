import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderKustomize } from './render-kustomize.ts';
import { concatenating, ended, tree } from './testing/tree.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: true\n';

test('a render, by the names of its user', () => {
  const cwd = tree({
    'over/prod/kustomization.yaml': 'resources: [../../base]\n',
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': POD,
  });
  const spawn = concatenating();
  const rendered = renderKustomize('over/prod/', { cwd, spawn });
  expect(rendered).toMatchObject({
    by: 'kustomize',
    path: 'over/prod',
    version: '5.8.2',
    warnings: [],
    sources: ['base/kustomization.yaml', 'base/web.yaml', 'over/prod/kustomization.yaml'],
  });
  expect(spawn.builds).toEqual([`${cwd}/over/prod`]);
});

test('an overlay that is named by a link', () => {
  const cwd = tree({
    'real/over/kustomization.yaml': 'resources: [../base, own.yaml]\n',
    'real/over/own.yaml': POD,
    'real/base/kustomization.yaml': 'resources: [web.yaml]\n',
    'real/base/web.yaml': POD,
    'other/x': '',
  });
  symlinkSync(join(cwd, 'real/over'), join(cwd, 'other/link'));
  symlinkSync(join(cwd, 'real'), join(cwd, 'all'));
  const sourcesOf = (path: string): unknown =>
    ({ sources: [], ...renderKustomize(path, { cwd, spawn: concatenating() }) }).sources;
  expect(sourcesOf('other/link')).toEqual([
    `${cwd}/real/base/kustomization.yaml`,
    `${cwd}/real/base/web.yaml`,
    'other/link/kustomization.yaml',
    'other/link/own.yaml',
  ]);
  expect(sourcesOf('all/over')).toEqual([
    'all/base/kustomization.yaml',
    'all/base/web.yaml',
    'all/over/kustomization.yaml',
    'all/over/own.yaml',
  ]);
});

test.for<[title: string, files: Record<string, string>, failure: object]>([
  ['no kustomization', { 'a.yaml': POD }, { reason: 'there is no kustomization here' }],
  [
    'a remote base of a base',
    { 'kustomization.yaml': 'resources: [b]', 'b/kustomization.yaml': 'resources:\n  - github.com/org/repo?ref=v1' },
    {
      reason: expect.stringContaining('github.com/org/repo?ref=v1 is remote'),
      place: { file: 'b/kustomization.yaml', line: 2, column: 5 },
    },
  ],
  [
    'a remote patch',
    { 'kustomization.yaml': 'patches:\n  - path: https://example.com/p.yaml' },
    { reason: expect.stringContaining('is remote'), place: { file: 'kustomization.yaml', line: 2, column: 5 } },
  ],
  [
    'a chart',
    { 'kustomization.yaml': 'helmCharts: [{name: a, repo: "https://example.com"}]' },
    { reason: expect.stringContaining('helmCharts'), hint: expect.stringContaining('--enable-helm') },
  ],
  [
    'a chart in a generator',
    { 'kustomization.yaml': 'generators: [g.yaml]', 'g.yaml': 'apiVersion: builtin\nkind: HelmChartInflationGenerator' },
    { reason: expect.stringContaining('helm'), place: { file: 'g.yaml', line: 1, column: 1 } },
  ],
  [
    'a function',
    {
      'kustomization.yaml': 'transformers: [t.yaml]',
      't.yaml': 'kind: X\nmetadata:\n  annotations:\n    config.kubernetes.io/function: "exec: {path: ./x}"',
    },
    { reason: expect.stringContaining('starts none'), hint: expect.stringContaining('--enable-alpha-plugins') },
  ],
])('%s is refused, and nothing is started', ([, files, failure]) => {
  const spawn = concatenating();
  expect(renderKustomize('.', { cwd: tree(files), spawn })).toMatchObject({ path: '.', ...failure });
  expect(spawn.builds).toEqual([]);
});

const NESTED = `Error: accumulating resources: accumulation err='accumulating resources from '../base': '/x/base' must resolve to a file': recursed accumulation of path '/x/base': accumulating resources: accumulation err='accumulating resources from 'gone.yaml': evalsymlink failure on '/x/base/gone.yaml' : lstat /x/base/gone.yaml: no such file or directory': must build at directory`;

test.for<[title: string, stderr: string, files: Record<string, string>, failure: object]>([
  [
    'a file that is not there',
    NESTED,
    { 'kustomization.yaml': 'resources:\n  - gone.yaml\n' },
    { reason: 'gone.yaml is not there', place: { file: 'p/kustomization.yaml', line: 2, column: 5 } },
  ],
  [
    'a file outside of the folder',
    `Error: accumulating resources: security; file '/x/y.yaml' is not in or below '/x/p'`,
    { 'kustomization.yaml': 'resources: []\n' },
    { reason: expect.stringContaining('is not in or below'), hint: expect.stringContaining('LoadRestrictionsNone p') },
  ],
  [
    'a patch without a target',
    `# Warning: 'bases' is deprecated.\nError: recursed accumulation of path '/x': no resource matches strategic merge patch "A"\n`,
    { 'kustomization.yaml': 'resources: []\n' },
    { reason: 'no resource matches strategic merge patch "A"', hint: 'see what it says: kustomize build p' },
  ],
  ['nothing', '', { 'kustomization.yaml': '' }, { reason: 'it has failed without a word' }],
])('an error of kustomize: %s', ([, stderr, files, failure]) => {
  const cwd = tree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`p/${path}`, text])));
  const spawn = concatenating(() => ended(1, '', stderr));
  expect(renderKustomize('p', { cwd, spawn })).toMatchObject({ path: 'p', ...failure });
});

test('without a program', () => {
  const cwd = tree({ 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': POD });
  expect(renderKustomize('.', { cwd, spawn: () => ended(undefined) })).toMatchObject({
    reason: 'neither kustomize nor kubectl was found on the PATH',
    hint: expect.stringContaining('install'),
  });
});
