import { expect, test } from 'vitest';
import { loadSchema } from './load-schema.ts';

const newest = await loadSchema();
const oldest = await loadSchema(29);

test('a definition has the values of its missing fields', () => {
  expect(newest.defaultsOf('core.v1.Secret')).toEqual({
    isKind: true,
    rules: [{ path: ['type'], value: 'Opaque', orEmpty: true }],
    always: [],
    amounts: [],
    code: undefined,
  });
  expect(newest.defaultsOf('core.v1.SecretVolumeSource')?.rules).toEqual([
    { path: ['defaultMode'], value: 0o644, orEmpty: false },
  ]);
  expect(newest.defaultsOf('storage.v1.CSIDriver')?.rules).toContainEqual({
    path: ['spec', 'volumeLifecycleModes'],
    value: ['Persistent'],
    orEmpty: true,
  });
});

test('a holder comes before what it holds', () => {
  const paths = newest.defaultsOf('apps.v1.StatefulSet')?.rules.map(({ path }) => path.slice(1).join('.'));
  const holder = paths?.indexOf('persistentVolumeClaimRetentionPolicy') ?? -1;
  expect(holder).toBeGreaterThanOrEqual(0);
  expect(paths?.indexOf('persistentVolumeClaimRetentionPolicy.whenDeleted')).toBeGreaterThan(holder);
});

test('it says which objects are there unwritten, and where code goes with the rules', () => {
  const pod = newest.defaultsOf('core.v1.Pod');
  expect(pod?.always).toEqual(['spec', 'status']);
  expect(pod?.code).toMatch(/^[0-9a-f]{8}$/);
});

test('it says where amounts are rounded: not wherever a map of them is', () => {
  expect(newest.defaultsOf('core.v1.ResourceRequirements')?.amounts).toEqual(['limits', 'requests']);
  expect(newest.defaultsOf('core.v1.NodeAllocatableResourceClaimStatus')).toBeUndefined();
});

test('minors differ', () => {
  const replicas = { path: ['replicas'], value: 1, orEmpty: false };
  expect(newest.defaultsOf('core.v1.ReplicationControllerSpec')?.rules).toEqual([replicas]);
  expect(oldest.defaultsOf('core.v1.ReplicationControllerSpec')).toBeUndefined();
  expect(oldest.defaultsOf('core.v1.ReplicationController')?.rules).toEqual([{ ...replicas, path: ['spec', 'replicas'] }]);
  expect(oldest.defaultsOf('core.v1.Pod')?.code).not.toBe(newest.defaultsOf('core.v1.Pod')?.code);
});

test('what is no definition, and what has no defaults, has none', () => {
  for (const name of ['__proto__', 'constructor', '', 'core.v1', 'core.v1.Binding', 'core.v1.ObjectMeta']) {
    expect(newest.defaultsOf(name)).toBeUndefined();
  }
});
