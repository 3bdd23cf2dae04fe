import { describe, expect, test } from 'vitest';

import { kustomizationIn, unbuilt } from './kustomization.ts';

const AT = '/k/over/kustomization.yaml';
const isRead = (location: string): boolean => ['/k/over/a.yaml', '/k/base'].includes(location);

describe('a Kustomization', () => {
  test('is known by its type, wherever it stands', () => {
    const value = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
    expect(kustomizationIn(value, undefined)).toBe(value);
    expect(kustomizationIn({ ...value, kind: 'Component' }, '/k/a.yaml')).toBeDefined();
  });

  test('needs no type, or half of one, in a file of its name', () => {
    const type = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
    expect(kustomizationIn({}, AT)).toEqual(type);
    expect(kustomizationIn({ kind: 'Kustomization', apiVersion: '' }, AT)).toEqual(type);
    expect(kustomizationIn({ kind: 'Component' }, AT)).toEqual({
      ...type,
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
    });
    expect(kustomizationIn({ resources: [] }, '/k/a.yaml')).toBeUndefined();
    expect(kustomizationIn({ resources: [] }, undefined)).toBeUndefined();
  });

  test('is not everything that stands in such a file, or is called so', () => {
    for (const value of [
      undefined,
      null,
      [],
      'text',
      { kind: 'Pod', apiVersion: 'v1' },
      { kind: 'Pod' },
      { kind: 1 },
      { apiVersion: 'v1' },
      { apiVersion: ['kustomize.config.k8s.io/v1beta1'] },
      { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' },
    ]) {
      expect(kustomizationIn(value, AT)).toBeUndefined();
    }
  });
});

describe('what it builds', () => {
  test('is what was read, where it lists files and changes none of them', () => {
    for (const value of [
      { resources: ['a.yaml', '../base'] },
      { resources: ['./a.yaml'], bases: ['../base/'], crds: ['crd.yaml'], configurations: ['c.yaml'] },
      { buildMetadata: ['originAnnotations'], generatorOptions: { disableNameSuffixHash: true } },
      { patches: [], images: null, namespace: '', commonLabels: {} },
      { resources: 'a.yaml', bases: [1, null] },
      {},
    ]) {
      expect(unbuilt(value, AT, isRead)).toBeUndefined();
    }
  });

  test.for([
    'commonAnnotations',
    'commonLabels',
    'components',
    'configMapGenerator',
    'generators',
    'helmCharts',
    'helmChartInflationGenerator',
    'images',
    'imageTags',
    'labels',
    'namePrefix',
    'nameSuffix',
    'namespace',
    'patches',
    'patchesJson6902',
    'patchesStrategicMerge',
    'replacements',
    'replicas',
    'secretGenerator',
    'transformers',
    'vars',
  ])('is something else by %s', (field) => {
    expect(unbuilt({ resources: ['a.yaml'], [field]: 'x' }, AT, isRead)).toEqual({ path: [field], reason: field });
  });

  test('is said by all that change it, at the first', () => {
    expect(unbuilt({ replicas: [{}], images: [{}], patches: [{}] }, AT, isRead)).toEqual({
      path: ['replicas'],
      reason: 'replicas, images, patches',
    });
  });

  test.for([
    [{ resources: ['a.yaml', 'https://example.com/base?ref=v1'] }, 'resources', 1],
    [{ resources: ['../other'] }, 'resources', 0],
    [{ resources: ['a.yaml'], bases: ['../../base'] }, 'bases', 0],
  ] as const)('is not known where it lists what was not read: %j', ([value, field, index]) => {
    expect(unbuilt(value, AT, isRead)).toEqual({
      path: [field, index],
      reason: `${field}[${index}] is not among the files that were read`,
    });
  });

  test('on standard input, lists of files say nothing of what was read', () => {
    expect(unbuilt({ resources: ['a.yaml'] }, undefined, isRead)).toBeUndefined();
  });
});
