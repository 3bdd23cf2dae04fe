import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import control from './memory-limit.ts';

const NO_LIMIT: Json = { containers: [{ name: 'web', image: 'nginx:1.29' }] };

function pod(spec: Json, namespace = 'shop'): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace }, spec });
}

function limitRange(namespace: string | null, limits: Json): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'defaults', namespace }, spec: { limits } });
}

const verdict = (...objects: readonly KubeObject[]): readonly string[] => {
  const { findings, unknown } = scan(Inventory.of(objects), { controls: [control] });
  return [...findings.map(({ severity, message }) => `${severity}: ${message}`), ...unknown.map(({ reason }) => reason)];
};

test('a LimitRange gives what it has for containers, by default or by its max', () => {
  const none = 'medium: container "web" has no memory limit: it may take all memory of its node';
  expect(verdict(pod(NO_LIMIT))).toEqual([none]);
  expect(verdict(pod(NO_LIMIT), limitRange('shop', [{ type: 'Container', default: { memory: '1Gi' } }]))).toEqual([]);
  expect(verdict(pod(NO_LIMIT), limitRange('shop', [{ type: 'Container', max: { memory: '1Gi' } }]))).toEqual([]);
  expect(verdict(pod(NO_LIMIT), limitRange('shop', [{ type: 'Container', default: { cpu: '1' } }]))).toEqual([none]);
  expect(verdict(pod(NO_LIMIT), limitRange('shop', [{ type: 'Pod', max: { memory: '1Gi' } }]))).toEqual([none]);
  expect(verdict(pod(NO_LIMIT), limitRange(null, [{ type: 'Container', default: { memory: '1Gi' } }]))).toEqual([
    'the LimitRange "defaults" names no namespace, and may fill it in',
  ]);
});

test('amounts of every form', () => {
  const web = (memory: Json): KubeObject =>
    pod({ containers: [{ name: 'web', image: 'nginx:1.29', resources: { limits: { memory } } }] });
  expect([1, '1', '0.5Gi', 10n ** 20n, '+1', 'much', true].flatMap((amount) => verdict(web(amount)))).toEqual([]);
  expect([0, '0', '0Mi', '0.0'].map((amount) => verdict(web(amount)).length)).toEqual([1, 1, 1, 1]);
  expect(verdict(web(null))).toHaveLength(1);
  expect(verdict(pod({ containers: [{ name: 'web', image: 'a', resources: 'text' }] }))).toHaveLength(1);
});

test('the proxy that Istio puts in is unknown, an init container less severe', () => {
  expect(
    verdict(
      pod({ initContainers: [{ name: 'wait', image: 'busybox:1.37' }], containers: [{ name: 'istio-proxy', image: 'auto' }] }),
    ),
  ).toEqual([
    'low: init container "wait" has no memory limit: it may take all memory of its node',
    'the container stands for the proxy that Istio puts in, with amounts of its own',
  ]);
});
