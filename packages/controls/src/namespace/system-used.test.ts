import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import defaultUsed from './default-used.ts';
import systemUsed from './system-used.ts';

const pod = (metadata: JsonObject, spec: JsonObject = {}): Inventory =>
  Inventory.of([kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'kube-system', ...metadata }, spec })]);
const isFound = (inventory: Inventory, allowed: readonly string[] = []): boolean =>
  scan(inventory, { controls: [systemUsed], parameters: { [systemUsed.id]: { allowed } } }).findings.length > 0;

test.for<[name: string, found: boolean]>([
  ['kube-proxy-x2x7q', false],
  ['ebs-csi-controller', false],
  ['my-csi-driver', false],
  ['nvidia-device-plugin-daemonset', false],
  ['grafana', true],
  ['oauth2-proxy', true],
  ['kube-state-metrics', true],
])('%s in kube-system: %s', ([name, found]) => expect(isFound(pod({ name }))).toBe(found));

test('labels of add-ons, priorities of the system, and names that the user allows', () => {
  expect(isFound(pod({ name: 'x', labels: { 'kubernetes.io/cluster-service': 'true' } }))).toBe(false);
  expect(isFound(pod({ name: 'x', labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }))).toBe(false);
  expect(isFound(pod({ name: 'x' }, { priorityClassName: 'system-node-critical' }))).toBe(false);
  expect(isFound(pod({ name: 'x' }, { priorityClassName: 'high' }))).toBe(true);
  expect(isFound(pod({ name: 'x' }), ['x'])).toBe(false);
});

test('no namespace counts as default only where the user says so', () => {
  const inventory = Inventory.of([kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: {} })]);
  expect(scan(inventory, { controls: [defaultUsed] }).findings).toEqual([]);
  const parameters = { [defaultUsed.id]: { 'without-namespace': true } };
  expect(scan(inventory, { controls: [defaultUsed], parameters }).findings).toMatchObject([
    { severity: 'low', message: 'the Pod "web" names no namespace, and so goes into default' },
  ]);
});
