import { expect, test } from 'vitest';

import { splitScopes } from './scopes.ts';

/** `path: identities` → `path scope` for each file that is not in the scope of the whole input. */
function split(files: Readonly<Record<string, string>>): string[] {
  const scopes = splitScopes(Object.entries(files).map(([path, names]) => ({ path, identities: names.split(' ') })));
  return Object.keys(files).flatMap((path) => (scopes.has(path) ? [`${path} → ${scopes.get(path)}`] : []));
}

test('without a conflict all files make up one cluster', () => {
  expect(split({ 'a.yaml': 'x x', 'b/c.yaml': 'y', 'b/d/e.yaml': 'z' })).toEqual([]);
});

test('environments are told apart at the topmost folder that can', () => {
  expect(
    split({
      'envs/dev/app/web.yaml': 'web',
      'envs/dev/db.yaml': 'db',
      'envs/prod/app/web.yaml': 'web',
      'base/ns.yaml': 'ns',
      'top.yaml': 'top',
    }),
  ).toEqual(['envs/dev/app/web.yaml → envs/dev', 'envs/dev/db.yaml → envs/dev', 'envs/prod/app/web.yaml → envs/prod']);
});

test('files of one folder that conflict are scopes by themselves, the others stay', () => {
  expect(split({ 'k/a.yaml': 'web', 'k/b.yaml': 'web', 'k/c.yaml': 'ns' })).toEqual([
    'k/a.yaml → k/a.yaml',
    'k/b.yaml → k/b.yaml',
  ]);
});

test('a file that conflicts with deeper ones only stays with its folder', () => {
  expect(split({ 'k/a.yaml': 'web', 'k/dev/a.yaml': 'web', 'k/dev/b.yaml': 'db' })).toEqual([
    'k/dev/a.yaml → k/dev',
    'k/dev/b.yaml → k/dev',
  ]);
});

test('conflicts inside a new scope split it again', () => {
  expect(
    split({
      'envs/dev/blue/web.yaml': 'web',
      'envs/dev/green/web.yaml': 'web',
      'envs/dev/ns.yaml': 'ns',
      'envs/prod/web.yaml': 'web',
      'envs/prod/one.yaml': 'job',
      'envs/prod/two.yaml': 'job',
    }),
  ).toEqual([
    'envs/dev/blue/web.yaml → envs/dev/blue',
    'envs/dev/green/web.yaml → envs/dev/green',
    'envs/dev/ns.yaml → envs/dev',
    'envs/prod/web.yaml → envs/prod',
    'envs/prod/one.yaml → envs/prod/one.yaml',
    'envs/prod/two.yaml → envs/prod/two.yaml',
  ]);
});

test('a folder is no neighbour of one whose name begins like it', () => {
  expect(split({ 'env/a.yaml': 'web', 'env-dev/a.yaml': 'web' })).toEqual(['env/a.yaml → env', 'env-dev/a.yaml → env-dev']);
});

test('absolute paths and paths upwards are told apart as well', () => {
  expect(split({ '/srv/a/x.yaml': 'web', '/srv/b/x.yaml': 'web', '../c/x.yaml': 'web' })).toEqual([
    '/srv/a/x.yaml → /srv/a',
    '/srv/b/x.yaml → /srv/b',
    '../c/x.yaml → ..',
  ]);
});

test('standard input that conflicts with a folder stays outside of it', () => {
  expect(split({ '<stdin>': 'web', 'k8s/web.yaml': 'web' })).toEqual(['k8s/web.yaml → k8s']);
});
