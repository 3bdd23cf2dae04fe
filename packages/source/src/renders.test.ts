import { describe, expect, test } from 'vitest';

import { load, type Loaded } from './load.ts';
import type { Render } from './renders.ts';
import { memoryFileSystem } from './testing/memory-file-system.ts';

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

const NODES = {
  '/w/charts/shop/Chart.yaml': 'name: shop\n',
  '/w/charts/shop/values.yaml': 'image: web\n',
  '/w/charts/shop/templates/pod.yaml': '{{ .Values.x }}\n',
  '/w/charts/shop/ci/test.yaml': 'image: other\n',
  '/w/base/pod.yaml': pod('web'),
  '/w/base/kustomization.yaml': 'resources: [pod.yaml]\n',
  '/w/prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  '/w/other.yaml': pod('other'),
};

const CHART: Render = {
  path: 'charts/shop',
  by: 'helm',
  text: `${pod('web')}---\n${pod('api')}`,
  sources: ['charts/shop/Chart.yaml', 'charts/shop/values.yaml', 'charts/shop/templates/pod.yaml'],
  closed: true,
};
const OVERLAY: Render = {
  path: 'prod',
  by: 'kustomize',
  text: pod('prod-web'),
  sources: ['prod/kustomization.yaml', 'base/kustomization.yaml', 'base/pod.yaml'],
  closed: false,
};

const loaded = (paths: readonly string[], renders: readonly Render[]): Loaded =>
  load(paths, { fs: memoryFileSystem(NODES), cwd: '/w', renders });
const objects = ({ inventory }: Loaded): string[] =>
  inventory.objects.map(({ name, scope, origin }) => `${scope} ${name} in ${origin?.file.path} ${origin?.document}`);
const files = ({ inventory }: Loaded): string[] => inventory.coverage.files.map(({ path, status }) => `${path}: ${status}`);

describe('renders', () => {
  test('are scopes of their own, and the files that they were made of are counted once', () => {
    const result = loaded([], [CHART, OVERLAY]);
    expect(objects(result)).toEqual([
      'charts/shop web in charts/shop 0',
      'charts/shop api in charts/shop 1',
      'prod prod-web in prod 0',
    ]);
    expect(files(result)).toEqual([
      'base/kustomization.yaml: rendered',
      'base/pod.yaml: rendered',
      'charts/shop/Chart.yaml: rendered',
      'charts/shop/ci/test.yaml: skipped',
      'charts/shop/templates/pod.yaml: rendered',
      'charts/shop/values.yaml: rendered',
      'prod/kustomization.yaml: rendered',
    ]);
  });

  test('take their sources out of a walk, which reads the rest', () => {
    const result = loaded(['.'], [CHART, OVERLAY]);
    expect(objects(result)[0]).toBe(' other in other.yaml 0');
    expect(result.inventory.objects).toHaveLength(4);
    expect(files(result)).toContain('other.yaml: scanned');
    expect(files(result)).toContain('base/pod.yaml: rendered');
    expect(files(result)).toContain('charts/shop/ci/test.yaml: skipped');
    expect(new Set(files(result)).size).toBe(files(result).length);
    expect(result.inventory.coverage.documents).toMatchObject({ kubernetes: 4, notRendered: 0 });
  });

  test('are put into the namespace of their install', () => {
    const { inventory } = loaded([], [{ ...CHART, namespace: 'prod' }, OVERLAY]);
    const namespaces = inventory.objects.map(({ origin, namespace }) => [origin?.file.path, namespace]);
    expect(namespaces).toContainEqual([CHART.path, 'prod']);
    expect(namespaces.some(([path, namespace]) => path === OVERLAY.path && namespace === 'prod')).toBe(false);
  });

  test('give their text as files do', () => {
    expect(loaded([], [OVERLAY]).textOf('prod')).toBe(OVERLAY.text);
  });

  test('that cannot be read are failures of what was named', () => {
    const result = loaded([], [{ ...OVERLAY, text: 'a: [\n' }]);
    expect(result.inventory.coverage.files[2]).toMatchObject({ path: 'prod', named: true, status: 'failed' });
    expect(result.inventory.coverage.failed).toHaveLength(1);
  });

  test('that were not made say why', () => {
    const { inventory } = load([], {
      fs: memoryFileSystem(NODES),
      cwd: '/w',
      unrenderable: [{ path: 'prod', reason: 'no kustomize' }],
    });
    expect(inventory.coverage.files).toEqual([{ path: 'prod', named: true, status: 'failed', reason: 'no kustomize' }]);
  });
});
