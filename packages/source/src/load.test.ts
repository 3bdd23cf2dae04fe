import type { KubeObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';

import { LIMITS } from './limits.ts';
import { load, type Loaded, type LoadOptions } from './load.ts';
import { memoryFileSystem, type MemoryNode } from './testing/memory-file-system.ts';

type Nodes = Readonly<Record<string, MemoryNode>>;

const loadFrom = (nodes: Nodes, paths: readonly string[], options: LoadOptions = {}): Loaded =>
  load(paths, { fs: memoryFileSystem(nodes), cwd: '/w', ...options });

const object = (kind: string, name: string, more: object = {}): string =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, ...more });

const named = (objects: readonly KubeObject[]): string[] => objects.map(({ kind, name }) => `${kind}/${name}`);

const files = ({ inventory }: Loaded): string[] =>
  inventory.coverage.files.map(({ path, status, reason }) => `${path}: ${status}${reason === undefined ? '' : `, ${reason}`}`);

describe('objects', () => {
  test('are read from files in the order of their paths, and know where they stand', () => {
    const { inventory } = loadFrom(
      {
        '/w/k/b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: b\n',
        '/w/k/a.yaml': `${object('Pod', 'a')}\n---\n# none\n---\n${object('Namespace', 'c')}`,
      },
      ['k'],
    );
    expect(named(inventory.objects)).toEqual(['Pod/a', 'Namespace/c', 'Secret/b']);
    expect(inventory.objects.map(({ origin }) => `${origin?.file.path} ${origin?.document}`)).toEqual([
      'k/a.yaml 0',
      'k/a.yaml 2',
      'k/b.yaml 0',
    ]);
    expect([...(inventory.objects[2]?.origin?.file.lineStarts ?? [])]).toEqual([0, 15, 28, 38, 48]);
  });

  test('of a List are found at their items', () => {
    const text = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: inner\n';
    const { inventory } = loadFrom({ '/w/a.yaml': text }, ['a.yaml']);
    const range = inventory.objects[0]?.origin?.locator.find(['metadata', 'name'])?.value;
    expect(text.slice(range?.start, range?.end)).toBe('inner');
  });

  test('that a List holds and that are none are warned of', () => {
    const { inventory } = loadFrom({ '/w/a.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {kind: Pod}\n- 1\n' }, ['.']);
    expect(inventory.coverage.warnings).toEqual([
      { file: 'a.yaml', line: 4, column: 3, reason: 'items[0] is no Kubernetes object' },
      { file: 'a.yaml', line: 5, column: 3, reason: 'items[1] is no Kubernetes object' },
    ]);
  });
});

describe('standard input', () => {
  test('is read as a file and kept for code frames', () => {
    let reads = 0;
    const stdin = (): string => {
      reads++;
      return object('Pod', 'piped');
    };
    const loaded = loadFrom({ '/w/a.yaml': object('Pod', 'a') }, ['-', 'a.yaml', '-'], { stdin });
    expect(named(loaded.inventory.objects)).toEqual(['Pod/piped', 'Pod/a']);
    expect(files(loaded)).toEqual(['<stdin>: scanned', 'a.yaml: scanned']);
    expect(loaded.textOf('<stdin>')).toBe(object('Pod', 'piped'));
    expect(loaded.textOf('a.yaml')).toBe(object('Pod', 'a'));
    expect(loaded.textOf('b.yaml')).toBeUndefined();
    expect(reads).toBe(1);
  });

  test('that cannot be read is a named input that failed', () => {
    const stdin = (): string => {
      throw new Error('closed');
    };
    const { coverage } = loadFrom({}, ['-'], { stdin }).inventory;
    expect(coverage.files).toEqual([{ path: '<stdin>', status: 'failed', reason: 'closed', named: true }]);
  });
});

describe('coverage', () => {
  test('says what became of every file and document', () => {
    const loaded = loadFrom(
      {
        '/w/bin.yaml': Buffer.of(1, 0, 2),
        '/w/broken.yaml': `${object('Pod', 'kept')}\n---\na: [\n---\nb: {\n`,
        '/w/empty.yaml': '',
        '/w/latin.yaml': Buffer.from([0x61, 0x3a, 0x0a, 0xe4]),
        '/w/list.yaml': '{"apiVersion":"v1","kind":"List","items":[]}',
        '/w/mixed.yaml': `${object('Pod', 'a')}\n---\nx: 1\n---\n{{ if }}\n`,
        '/w/none.json': '{"x":1}',
        '/w/secret.yaml': { error: 'EACCES' },
        '/w/template.yaml': '# only this\n---\nname: {{ x }}\n---\nx: 1\n',
      },
      ['.', 'gone.yaml'],
    );
    const { coverage } = loaded.inventory;
    expect(files(loaded).map((line) => line.replace(/(line \d+): .*/, '$1'))).toEqual([
      'bin.yaml: failed, is binary, not text',
      'broken.yaml: failed, line 4',
      'empty.yaml: skipped, empty',
      'gone.yaml: failed, does not exist',
      'latin.yaml: failed, is not UTF-8 text: byte 0xe4',
      'list.yaml: skipped, an empty List',
      'mixed.yaml: scanned',
      'none.json: skipped, no Kubernetes object',
      'secret.yaml: failed, permission denied',
      'template.yaml: skipped, a template, not rendered',
    ]);
    expect(named(loaded.inventory.objects)).toEqual(['Pod/kept', 'Pod/a']);
    expect(coverage.documents).toMatchObject({ kubernetes: 3, other: 3, notRendered: 2, failed: 5 });
    // The path that is not there is no document.
    expect(coverage.failed).toHaveLength(5);
    expect(coverage.failed).toContainEqual({ file: 'latin.yaml', line: 2, column: 1, reason: 'is not UTF-8 text: byte 0xe4' });
    expect(coverage.notRendered.map(({ file, line }) => `${file}:${line}`)).toEqual(['mixed.yaml:5', 'template.yaml:3']);
    expect(coverage.files.filter((file) => file.named).map(({ path }) => path)).toEqual(['gone.yaml']);
  });

  test('has an error for a file, and for a standard input, over the limit', () => {
    const large = Buffer.alloc(LIMITS.fileBytes + 1, '#');
    const loaded = loadFrom({ '/w/a.yaml': large, '/w/b.yaml': large.subarray(1) }, ['.', '-'], { stdin: () => large });
    expect(files(loaded)).toEqual([
      '<stdin>: failed, is larger than 64 MiB',
      'a.yaml: failed, is larger than 64 MiB',
      'b.yaml: skipped, empty',
    ]);
  });

  test('shows progress for every file', () => {
    const steps: string[] = [];
    loadFrom({ '/w/a.yaml': '', '/w/b.yaml': 'x: [' }, ['.'], { onProgress: (done, total) => steps.push(`${done}/${total}`) });
    expect(steps).toEqual(['1/2', '2/2']);
  });
});

describe('charts', () => {
  const nodes: Nodes = {
    '/w/chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
    '/w/chart/values.yaml': 'image: nginx\n',
    '/w/chart/templates/web.yaml': `${object('Pod', 'plain')}\n---\n${object('Pod', 'web', { note: '{{ .Values.image }}' })}`,
  };

  test('are not rendered, and only marks in the templates folder are theirs', () => {
    const loaded = loadFrom(nodes, ['.']);
    expect(named(loaded.inventory.objects)).toEqual(['Pod/plain']);
    expect(loaded.inventory.coverage.documents).toEqual({ kubernetes: 1, empty: 0, other: 2, notRendered: 1, failed: 0 });
  });

  test('are known where only a part of them is named', () => {
    expect(loadFrom(nodes, ['chart/templates']).inventory.coverage.notRendered).toHaveLength(1);
    expect(loadFrom({ ...nodes, '/w/chart/Chart.yaml': { error: 'EACCES' } }, ['.']).inventory.coverage.notRendered).toHaveLength(
      1,
    );
  });
});

describe('partial objects', () => {
  const partials = (loaded: Loaded): string[] => loaded.inventory.objects.map(({ name, partial }) => `${name}: ${partial}`);

  test('are patches that a kustomization names, wherever it stands', () => {
    const nodes: Nodes = {
      '/w/over/kustomization.yaml': 'resources: [whole.yaml]\npatches:\n- path: a.yaml\n- path: ../shared/b.yaml\n',
      '/w/over/a.yaml': object('ConfigMap', 'a'),
      '/w/over/whole.yaml': object('ConfigMap', 'whole'),
      '/w/shared/b.yaml': object('ConfigMap', 'b'),
      '/w/z/Kustomization': 'patchesStrategicMerge: [c.yaml]\n',
      '/w/z/c.yaml': object('ConfigMap', 'c'),
    };
    expect(partials(loadFrom(nodes, ['.']))).toEqual([
      'a: kustomize-patch',
      'whole: undefined',
      'b: kustomize-patch',
      'c: kustomize-patch',
    ]);
  });

  test('are workloads that lack what they need', () => {
    const nodes: Nodes = {
      '/w/a.yaml': object('Pod', 'whole', { spec: { containers: [{ name: 'a', image: 'b' }] } }),
      '/w/b.yaml': object('Pod', 'patch', { spec: { containers: [{ name: 'a' }] } }),
    };
    expect(partials(loadFrom(nodes, ['.']))).toEqual(['whole: undefined', 'patch: incomplete-workload']);
  });
});

describe('Kustomizations', () => {
  const PATCH = 'resources: [a.yaml]\npatches:\n- target: {kind: ConfigMap}\n  patch: |\n    - {op: add, path: /x, value: 1}\n';

  test('that change what they list are not rendered, once for each file', () => {
    const loaded = loadFrom(
      {
        '/w/k/a.yaml': object('ConfigMap', 'a'),
        '/w/k/kustomization.yaml': `${PATCH}images: [{name: a}]\n`,
        '/w/z/Kustomization': 'namespace: shop\n',
      },
      ['.'],
    );
    expect(files(loaded)).toEqual([
      'k/a.yaml: scanned',
      'k/kustomization.yaml: skipped, a Kustomization, not rendered',
      'z/Kustomization: skipped, a Kustomization, not rendered',
    ]);
    expect(loaded.inventory.coverage.documents).toMatchObject({ kubernetes: 1, other: 0, notRendered: 2 });
    expect(loaded.inventory.coverage.notRendered).toEqual([
      {
        file: 'k/kustomization.yaml',
        line: 2,
        column: 1,
        reason: 'a Kustomization, not rendered: patches, images',
        form: 'kustomization',
        hint: 'bulwark scan k',
      },
      {
        file: 'z/Kustomization',
        line: 1,
        column: 1,
        reason: 'a Kustomization, not rendered: namespace',
        form: 'kustomization',
        hint: 'bulwark scan z',
      },
    ]);
    expect(named(loaded.inventory.objects)).toEqual(['ConfigMap/a']);
  });

  test('that only list files are fine where the files are read, also through a link', () => {
    const nodes: Nodes = {
      '/w/base/a.yaml': object('ConfigMap', 'a'),
      '/w/base/kustomization.yaml': 'resources: [a.yaml]\n',
      '/w/link': { link: 'base' },
      '/w/over/kustomization.yaml': 'resources: [../base, ../link/a.yaml]\n',
    };
    expect(files(loadFrom(nodes, ['.']))).toEqual([
      'base/a.yaml: scanned',
      'base/kustomization.yaml: scanned',
      'over/kustomization.yaml: scanned',
    ]);
    expect(loadFrom(nodes, ['over']).inventory.coverage.notRendered.map(({ reason }) => reason)).toEqual([
      'a Kustomization, not rendered: resources[0] is not among the files that were read',
    ]);
  });
});

describe('scopes', () => {
  const scopes = (loaded: Loaded): string[] =>
    loaded.inventory.objects.map(({ origin, scope }) => `${origin?.file.path} in ${scope || 'all'}`);

  test('part files that declare the same object', () => {
    const nodes: Nodes = {
      '/w/base.yaml': object('Namespace', 'shop'),
      '/w/envs/dev/a.yaml': object('ConfigMap', 'a'),
      '/w/envs/prod/a.yaml': object('ConfigMap', 'a'),
    };
    const loaded = loadFrom(nodes, ['.']);
    expect(scopes(loaded)).toEqual(['base.yaml in all', 'envs/dev/a.yaml in envs/dev', 'envs/prod/a.yaml in envs/prod']);
    const dev = loaded.inventory.scopeOf(loaded.inventory.objects[1] as KubeObject);
    expect(dev.get('', 'Namespace', undefined, 'shop')?.origin?.file.path).toBe('base.yaml');
  });

  test('do not part what a cluster can hold twice, or in part', () => {
    const generated = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'a-' },
      spec: { containers: [{ image: 'b' }] },
    });
    const kustomization = JSON.stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      metadata: { name: 'x' },
    });
    const patch = object('Pod', 'p', { spec: { containers: [{ name: 'a' }] } });
    const nodes = Object.fromEntries(
      ['a', 'b'].flatMap((folder) => [
        [`/w/${folder}/generated.yaml`, generated],
        [`/w/${folder}/kustomization.yaml`, kustomization],
        [`/w/${folder}/nameless.yaml`, '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"b"}]}}'],
        [`/w/${folder}/patch.yaml`, patch],
      ]),
    );
    expect(new Set(loadFrom(nodes, ['.']).inventory.objects.map(({ scope }) => scope))).toEqual(new Set(['']));
  });

  test('span all paths that are named, and twins in one file are none', () => {
    const twins = `${object('ConfigMap', 'a')}\n---\n${object('ConfigMap', 'a')}`;
    expect(scopes(loadFrom({ '/w/a/x.yaml': twins, '/w/b/y.yaml': object('Secret', 's') }, ['a', 'b']))).toEqual([
      'a/x.yaml in all',
      'a/x.yaml in all',
      'b/y.yaml in all',
    ]);
    expect(scopes(loadFrom({ '/w/a/x.yaml': object('Secret', 's'), '/w/b/y.yaml': object('Secret', 's') }, ['a', 'b']))).toEqual([
      'a/x.yaml in a',
      'b/y.yaml in b',
    ]);
  });
});

test('complete is told to the inventory', () => {
  expect(loadFrom({}, [], { complete: true }).inventory.complete).toBe(true);
  expect(loadFrom({}, []).inventory.complete).toBe(false);
});

test('hostile keys and values do no harm', () => {
  const text =
    '{"apiVersion":"v1","kind":"List","__proto__":{"kind":"X"},"items":[{"apiVersion":"v1","kind":"Pod","constructor":1,"__proto__":null,"metadata":"x"},null]}';
  const { inventory } = loadFrom({ '/w/a.json': text }, ['.']);
  expect(inventory.objects.map(({ kind, name }) => `${kind} ${JSON.stringify(name)}`)).toEqual(['Pod ""']);
});
