import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Finding } from '@bulwark/model';
import { expect, test } from 'vitest';
import { exampleInventory } from '../testing/example-inventory.ts';
import control from './pod-security-none.ts';

function findingOf(yaml: string): Finding | undefined {
  return scan(exampleInventory({ name: 'shop', yaml }), { controls: [control] }).findings[0];
}

const namespace = (name: string, labels = ''): string => `
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels: {${labels}}
`;
const pod = 'containers: [{name: app, image: "nginx:1.29"}]';
const inShop = (apiVersion: string, kind: string, name: string, spec: string): string => `---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
`;
const workload = (kind: string, name: string): string =>
  inShop('apps/v1', kind, name, `selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {${pod}}}`);

test('the workloads that are in it are the evidence, three of them by name', () => {
  const yaml =
    namespace('shop') + ['d', 'c', 'b', 'a'].map((name) => workload('Deployment', name)).join('') + inShop('v1', 'Pod', 'p', pod);
  expect(findingOf(yaml)).toMatchObject({
    severity: 'high',
    message: 'the namespace "shop" enforces no Pod Security level: it takes every pod',
    place: { line: 6, exact: false },
    evidence: [
      {
        text: '5 workloads in it: Deployment "a", Deployment "b", Deployment "c" and 2 more',
        object: { kind: 'Deployment', name: 'a', namespace: 'shop' },
        place: { exact: true },
      },
    ],
  });
});

test.for([
  ['no workload', 'low', namespace('shop')],
  ['one workload', 'high', namespace('shop') + workload('DaemonSet', 'agent')],
  ['a workload elsewhere', 'low', namespace('bank') + workload('DaemonSet', 'agent')],
  ['something that runs nothing', 'low', namespace('shop') + inShop('v1', 'Service', 'web', '')],
  ['a namespace of Kubernetes', 'low', namespace('kube-system') + workload('DaemonSet', 'agent')],
] as const)('%s: %s', ([, severity, yaml]) => {
  expect(findingOf(yaml)?.severity).toBe(severity);
});

test('for the namespaces of Kubernetes there is no edit that is safe to suggest', () => {
  expect(findingOf(namespace('kube-system'))?.fix).toBeUndefined();
  expect(findingOf(namespace('shop'))?.fix).toBeDefined();
});

test('privileged is a level, said aloud', () => {
  expect(findingOf(namespace('shop', 'pod-security.kubernetes.io/enforce: privileged'))).toBeUndefined();
});

test('workloads that stand in the environments below count for a namespace that is declared above them', () => {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } };
  const inventory = Inventory.of([
    kubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
    ...['envs/dev', 'envs/prod'].map((scope) => kubeObject(deployment, { scope })),
  ]);
  expect(scan(inventory, { controls: [control] }).findings.map(({ severity }) => severity)).toEqual(['high']);
});
