import { expect, test } from 'vitest';

import { isKustomization, patchLocations } from './kustomize-patches.ts';

test('a kustomization is known by its name', () => {
  expect(['/k/kustomization.yaml', '/k/kustomization.yml', '/k/Kustomization'].map(isKustomization)).toEqual([true, true, true]);
  expect(['/k/Kustomization.yaml', '/k/my-kustomization.yaml', '/kustomization.yaml/a.yaml'].map(isKustomization)).toEqual([
    false,
    false,
    false,
  ]);
});

test('patches are named in three ways, from the folder of the kustomization', () => {
  const value = {
    patches: [{ path: 'a.yaml', target: { kind: 'Pod' } }, { patch: '- op: add' }, 'old.yaml'],
    patchesStrategicMerge: ['../b.yaml', 'apiVersion: v1\nkind: Pod\n'],
    patchesJson6902: [{ path: './c/d.json', target: {} }],
    resources: ['whole.yaml'],
  };
  expect(patchLocations('/k/overlay/kustomization.yaml', value)).toEqual([
    '/k/overlay/a.yaml',
    '/k/overlay/old.yaml',
    '/k/overlay/c/d.json',
    '/k/b.yaml',
  ]);
});

test('a kustomization of a wrong form names none', () => {
  for (const value of [null, 'text', [], { patches: 'a.yaml' }, { patches: [null, 1, { path: 7 }, ['x']] }, undefined]) {
    expect(patchLocations('/k/kustomization.yaml', value)).toEqual([]);
  }
});
