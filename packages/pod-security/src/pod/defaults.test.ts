import { expect, test } from 'vitest';
import { withDefaults } from './defaults.ts';

test('a volume without a source is an emptyDir', () => {
  const volumes = [
    { name: 'a' },
    { name: 'b', hostPath: null },
    { name: 'c', nfs: {} },
    { name: 'd', newKind: {} },
    'wrong',
    null,
  ];
  expect(withDefaults({ metadata: {}, spec: { volumes } }).spec).toEqual({
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', hostPath: null, emptyDir: {} },
      { name: 'c', nfs: {} },
      { name: 'd', newKind: {} },
      'wrong',
      null,
    ],
  });
});

test('a slip beside the source is no source', () => {
  expect(withDefaults({ metadata: {}, spec: { volumes: [{ name: 'a', defaultMode: 420 }] } }).spec).toEqual({
    volumes: [{ name: 'a', defaultMode: 420, emptyDir: {} }],
  });
});

const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }, { containerPort: 82, hostPort: 8082 }, {}, 'wrong'];
const container = { name: 'a', ports };
const spec = { hostNetwork: true, containers: [container], initContainers: [container], ephemeralContainers: [container] };

test("on the node's network a pod's ports are the node's", () => {
  const open = [
    { containerPort: 80, hostPort: 80 },
    { containerPort: 81, hostPort: 81 },
    { containerPort: 82, hostPort: 8082 },
    {},
    'wrong',
  ];
  expect(withDefaults({ metadata: {}, spec }).spec).toEqual({
    ...spec,
    containers: [{ name: 'a', ports: open }],
    initContainers: [{ name: 'a', ports: open }],
  });
});

test('a template gets its ports when its pods are made, and others need none', () => {
  for (const parts of [
    { metadata: {}, spec, isTemplate: true },
    { metadata: {}, spec: { ...spec, hostNetwork: false } },
    { metadata: {}, spec: { ...spec, hostNetwork: 'true' } },
    { metadata: {}, spec: null },
    { metadata: {}, spec: { volumes: {}, containers: 'wrong', hostNetwork: true } },
  ]) {
    expect(withDefaults(parts)).toBe(parts);
  }
});
