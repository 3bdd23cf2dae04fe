import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import type { Control } from '../control.ts';
import blocksEviction from './pdb-blocks-eviction.ts';
import missing from './pdb-missing.ts';
import minOverHpa from './pdb-min-over-hpa.ts';

const SELECTOR: Json = { matchLabels: { app: 'web' } };

function deployment(replicas: Json, name = 'web'): KubeObject {
  const template: Json = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.29' }] } };
  return kubeObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: SELECTOR, template },
  });
}

function budget(spec: { readonly [key: string]: Json }, apiVersion = 'policy/v1'): KubeObject {
  return kubeObject({
    apiVersion,
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector: SELECTOR, ...spec },
  });
}

function autoscaler(minReplicas: Json): KubeObject {
  const scaleTargetRef: Json = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const spec: Json = { scaleTargetRef, minReplicas, maxReplicas: 9 };
  return kubeObject({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec });
}

const fires = (control: Control, ...objects: readonly KubeObject[]): boolean =>
  scan(Inventory.of(objects, { complete: true }), { controls: [control] }).findings.length > 0;

test.for<[Json, Json, boolean]>([
  [1, 1, true],
  [1, 2, false],
  ['50%', 1, true],
  ['50%', 2, false],
  ['51%', 2, true],
  ['67%', 3, true],
  ['66%', 3, false],
  ['100%', 9, true],
  [0, 1, false],
  ['x%', 1, false],
  [true, 1, false],
  [null, 1, false],
])('minAvailable %j of %j pods blocks every eviction: %j', ([minAvailable, replicas, blocks]) => {
  expect(fires(blocksEviction, budget({ minAvailable }), deployment(replicas))).toBe(blocks);
});

test.for<[Json, boolean]>([
  [0, true],
  ['0%', true],
  ['1%', false],
  [1, false],
  ['none', false],
  [{}, false],
])('maxUnavailable %j blocks every eviction: %j', ([maxUnavailable, blocks]) => {
  expect(fires(blocksEviction, budget({ maxUnavailable }), deployment(3))).toBe(blocks);
});

test('two Deployments of one budget are counted together, and an autoscaler takes the count away', () => {
  expect(fires(blocksEviction, budget({ minAvailable: 2 }), deployment(1), deployment(1, 'canary'))).toBe(true);
  expect(fires(blocksEviction, budget({ minAvailable: 2 }), deployment(2), deployment(1, 'canary'))).toBe(false);
  expect(fires(blocksEviction, budget({ minAvailable: 2 }), deployment(1), autoscaler(3))).toBe(false);
  expect(fires(minOverHpa, budget({ minAvailable: 2 }), deployment(null), autoscaler(2))).toBe(true);
  expect(fires(minOverHpa, budget({ minAvailable: '50%' }), deployment(null), autoscaler(1))).toBe(true);
  expect(fires(minOverHpa, budget({ minAvailable: '50%' }), deployment(null), autoscaler(2))).toBe(false);
});

test('budgets are found by a label, by an expression, and by a selector that selects everything', () => {
  const expression: Json = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] };
  expect(fires(missing, deployment(3), budget({ maxUnavailable: 1, selector: expression }))).toBe(false);
  expect(fires(missing, deployment(3), budget({ maxUnavailable: 1, selector: {} }))).toBe(false);
  expect(fires(missing, deployment(3), budget({ maxUnavailable: 1, selector: {} }, 'policy/v1beta1'))).toBe(true);
  expect(fires(missing, deployment(3), budget({ maxUnavailable: 1, selector: { matchLabels: { app: 'web', tier: 'x' } } }))).toBe(
    true,
  );
  expect(fires(missing, deployment(3), budget({ maxUnavailable: 1, selector: 'web' }))).toBe(true);
  expect(fires(missing, deployment(null), autoscaler(2))).toBe(true);
});
