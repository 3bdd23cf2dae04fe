import { expect, test } from 'vitest';
import { builtInResources } from './api-resource.ts';

const find = (group: string, name: string): ReturnType<typeof builtInResources>[number] | undefined =>
  builtInResources().find((resource) => resource.group === group && resource.name === name);

test('pods and what they have below them', () => {
  const pods = find('', 'pods');
  expect(pods).toMatchObject({ kind: 'Pod', namespaced: true, singular: 'pod', shortNames: ['po'] });
  expect(pods?.subresources.get('exec')).toEqual(['create', 'get']);
  expect(pods?.subresources.get('eviction')).toEqual(['create']);
});

test('a resource of the cluster', () => {
  expect(find('rbac.authorization.k8s.io', 'clusterroles')).toMatchObject({ namespaced: false, kind: 'ClusterRole' });
});

test('what only some of the releases serve is there too', () => {
  expect(find('resource.k8s.io', 'resourceclaims')).toBeDefined();
});

test('all have what they need', () => {
  expect(builtInResources().length).toBeGreaterThan(70);
  for (const resource of builtInResources()) {
    expect(resource.kind).toMatch(/^[A-Z]/);
    expect(resource.verbs.length, resource.name).toBeGreaterThan(0);
  }
});
