import { expect, test } from 'vitest';
import { isClusterScoped } from './scope.ts';

test.each([
  ['', 'Namespace'],
  ['', 'Node'],
  ['', 'PersistentVolume'],
  ['rbac.authorization.k8s.io', 'ClusterRole'],
  ['admissionregistration.k8s.io', 'ValidatingWebhookConfiguration'],
  ['apiextensions.k8s.io', 'CustomResourceDefinition'],
  ['policy', 'PodSecurityPolicy'],
  ['extensions', 'PodSecurityPolicy'],
])('%s %s stands outside of namespaces', (group, kind) => {
  expect(isClusterScoped(group, kind)).toBe(true);
});

test.each([
  ['', 'Pod'],
  ['', 'ServiceAccount'],
  ['apps', 'Deployment'],
  ['extensions', 'Deployment'],
  ['rbac.authorization.k8s.io', 'Role'],
  ['policy', 'PodDisruptionBudget'],
])('%s %s stands in a namespace', (group, kind) => {
  expect(isClusterScoped(group, kind)).toBe(false);
});

test.each([
  ['argoproj.io', 'Workflow'],
  ['apps', 'Namespace'],
  ['', 'Deployment'],
  ['', ''],
  ['apps', ''],
  ['constructor', 'name'],
  ['__proto__', 'toString'],
])('nothing is known of %s %s', (group, kind) => {
  expect(isClusterScoped(group, kind)).toBeUndefined();
});
