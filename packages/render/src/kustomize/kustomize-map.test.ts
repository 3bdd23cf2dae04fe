import type { Path } from '@bulwark/model';
import { expect, test } from 'vitest';
import type { Rendered, Spawn } from '../rendered.ts';
import { renderKustomize } from './render-kustomize.ts';
import { concatenating, ended, tree } from './testing/tree.ts';

function rendered(files: Record<string, string>, spawn: Spawn): Rendered {
  const result = renderKustomize('.', { cwd: tree(files), spawn });
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

const at = (render: Rendered, path: Path, document = 0): string => {
  const { file, line, precision } = render.map.at({ document, path, line: 1 }).source;
  return `${file}:${line} ${precision}`;
};

const TREE = {
  'kustomization.yaml': 'resources: [base]\n',
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
  "quoted" : 'it''s'
  folded: >-
    two
    lines
  literal: |
    a: b
  list: [a, "b", 3]
  empty: {}
  containers:
  - name: one
    image: a.example.com:5000/app
  - {name: two, image: 'b:1@sha256:00'}
  shared: &shared
    key: value
  again: *shared
  nothing:
`,
};

test('all forms in which a value can be written', () => {
  const spawn = concatenating();
  const render = rendered(TREE, spawn);
  expect(spawn.builds.length).toBe(1);
  const places: [path: Path, line: number][] = [
    [['spec', 'hostPID'], 6],
    [['spec', 'quoted'], 7],
    [['spec', 'folded'], 8],
    [['spec', 'literal'], 11],
    [['spec', 'list', 2], 13],
    [['spec', 'empty'], 14],
    [['spec', 'empty', 'not', 'there'], 14],
    [['spec', 'containers'], 15],
    [['spec', 'containers', 0], 16],
    [['spec', 'containers', 0, 'image'], 17],
    [['spec', 'containers', 1, 'image'], 18],
    [['spec', 'containers', 1, 'securityContext'], 18],
    [['spec', 'shared', 'key'], 20],
    [['spec', 'again', 'key'], 20],
    [['spec', 'nothing'], 22],
    [['metadata', 'name'], 4],
    [['kind'], 2],
    [[], 1],
  ];
  for (const [path, line] of places) expect([path, at(render, path)]).toEqual([path, `base/web.yaml:${line} exact`]);
  expect(spawn.builds.length).toBeLessThanOrEqual(5);
});

test('what an edit belongs into', () => {
  const render = rendered(TREE, concatenating());
  const target = (path: Path) => render.map.target?.({ document: 0, path, line: 1 });
  const own = { file: 'base/web.yaml', document: 0, remote: false };
  expect(target(['spec', 'hostPID'])).toEqual({ ...own, path: ['spec', 'hostPID'] });
  expect(target(['spec', 'containers', 0, 'securityContext', 'privileged'])).toEqual({
    ...own,
    path: ['spec', 'containers', 0, 'securityContext', 'privileged'],
  });
  expect(render.map.target?.({ document: 7, path: [], line: 1 })).toBeUndefined();
});

test('a program that does not build the marked copy: nothing is exact', () => {
  const spawn = concatenating((builds) => (builds === 0 ? undefined : ended(1, '', 'Error: no')));
  const render = rendered(TREE, spawn);
  expect(at(render, ['spec', 'hostPID'])).toBe('base/web.yaml:1 approximate');
  expect(spawn.builds.length).toBeLessThanOrEqual(25);
});

test('a program that changes its mind proves nothing', () => {
  const other = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"hostPID":false}}';
  const spawn = concatenating((builds) => (builds === 0 ? undefined : ended(0, other)));
  expect(at(rendered(TREE, spawn), ['spec', 'hostPID'])).toBe('base/web.yaml:1 approximate');
});

test('output that is none of the sources', () => {
  const spawn = concatenating(() => ended(0, 'kind: Job\nmetadata: {name: x}\n---\n- 1\n---\n{'));
  const render = rendered(TREE, spawn);
  expect(at(render, ['kind'])).toBe('kustomization.yaml:undefined unknown');
  expect(at(render, ['a', 0], 1)).toBe('kustomization.yaml:undefined unknown');
  expect(at(render, [], 9)).toBe('kustomization.yaml:undefined unknown');
});

test('hostile files', () => {
  const files = {
    'kustomization.yaml':
      'resources: [a.yaml, b.yaml]\nimages: [null, 1, {newTag: [x]}]\nlabels: 3\nconfigMapGenerator: [{literals: [1]}]\n',
    'a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  __proto__: {x: 1}\ndata:\n  constructor: "1"\n  __proto__: "2"\n',
    'b.yaml': 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: b\r\ndata:\r\n  k: "v"\r\n',
  };
  const render = rendered(files, concatenating());
  expect(at(render, ['data', 'constructor'])).toBe('a.yaml:7 exact');
  expect(at(render, ['data', 'k'], 1)).toBe('b.yaml:6 exact');
});
