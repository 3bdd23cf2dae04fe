import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Finding, type JsonObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import automountEnabled from './automount-enabled.ts';
import defaultUsed from './default-used.ts';
import shared from './shared.ts';

const object = (kind: string, name: string, rest: JsonObject = {}, scope = ''): KubeObject =>
  kubeObject(
    { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, metadata: { name, namespace: 'shop' }, ...rest },
    { scope },
  );
const account = (rest: JsonObject = {}, scope = ''): KubeObject => object('ServiceAccount', 'web', rest, scope);
const user = (name: string, spec: JsonObject = {}, scope = ''): KubeObject =>
  object('Deployment', name, { spec: { template: { spec: { serviceAccountName: 'web', containers: [], ...spec } } } }, scope);
const found = (control: typeof shared, ...objects: readonly KubeObject[]): readonly Finding[] =>
  scan(Inventory.of(objects), { controls: [control] }).findings;

test('two workloads share an account; one in two environments does not', () => {
  expect(found(shared, account(), user('a'), user('b'))).toMatchObject([
    { severity: 'info', message: '2 workloads run as the ServiceAccount "web"' },
  ]);
  expect(found(shared, account(), user('a', {}, 'envs/dev'), user('a', {}, 'envs/prod'))).toEqual([]);
});

test('an account that leaves the token on is no matter where its workloads are seen: those are judged by themselves', () => {
  const off = { automountServiceAccountToken: false };
  expect(found(automountEnabled, account(), user('a', off))).toEqual([]);
  expect(found(automountEnabled, account(), user('a', off), user('b'))).toEqual([]);
  expect(found(automountEnabled, account({ automountServiceAccountToken: true }))).toMatchObject([
    { severity: 'low', message: 'the ServiceAccount "web" says that its token is put into every pod that does not refuse it' },
  ]);
});

test('a template that leaves its pod to its run is unknown, not a user of the default account', () => {
  const task = kubeObject({
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 'build', namespace: 'shop' },
    spec: { steps: [{ name: 'build', image: 'golang:1.25' }] },
  });
  const { findings, unknown } = scan(Inventory.of([task]), { controls: [defaultUsed] });
  expect({ findings, reasons: unknown.map(({ reason }) => reason) }).toEqual({
    findings: [],
    reasons: ['the run of the Task decides what its pod is like'],
  });
});
