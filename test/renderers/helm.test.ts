import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { renderHelm, type MappedPlace, type Rendered, type RenderOptions, type Spawn } from '../../packages/render/src/index.ts';
import { tgz } from '../../packages/render/src/testing/tgz.ts';
import { OWN_CHARTS } from './helm-lines/charts.ts';
import { mapChart, sharesOf } from './helm-lines/measure.ts';
import { mutateTemplates } from './helm-lines/mutate-template.ts';
import { mutateValues } from './helm-lines/mutate-values.ts';
import { rendererPath } from './renderers.ts';
import { spawnIn } from './run-program.ts';

const helm = rendererPath('helm');
if ('skipped' in helm) console.log(`skipped: ${helm.skipped}`);
const spawn = spawnIn('path' in helm ? [dirname(helm.path)] : []);
const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'bulwark-helm-test-'));
  folders.push(made);
  return made;
}

/** A chart of these files, named as its folder. */
function chart(files: Readonly<Record<string, string | Uint8Array>>, name = 'app'): string {
  const cwd = folder();
  for (const [path, content] of Object.entries({ 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`, ...files })) {
    mkdirSync(dirname(join(cwd, name, path)), { recursive: true });
    writeFileSync(join(cwd, name, path), content);
  }
  return cwd;
}

function rendered(path: string, cwd: string, options: Partial<RenderOptions> = {}): Rendered {
  const result = renderHelm(path, { spawn, cwd, ...options });
  if (!('text' in result)) throw new Error(result.reason);
  return result;
}

/** What the map says of the first line that is this one. */
function placeOf({ text, map }: Rendered, wanted: string): MappedPlace {
  const at = text.split('\n').findIndex((line) => line.trim() === wanted);
  if (at < 0) throw new Error(`no line is ${wanted}`);
  return map.at({ document: 0, path: [], line: at + 1 });
}

const exact = (file: string, line: number): object => ({ file, line, precision: 'exact' });

beforeEach(() => {
  process.env['XDG_CACHE_HOME'] = folder();
});

afterAll(() => {
  delete process.env['XDG_CACHE_HOME'];
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

describe.runIf('path' in helm)('a real helm', () => {
  test('the chart with all that public charts seldom have: every line, and nothing wrong', () => {
    const mapped = mapChart('shop', { spawn, cwd: OWN_CHARTS });
    const shares = sharesOf(mapped);
    expect(shares.exact / shares.lines).toBeGreaterThanOrEqual(0.95);
    expect(shares.valuesExact / shares.ofValues).toBeGreaterThanOrEqual(0.85);
    expect(mutateTemplates(mapped, 16).wrong).toEqual([]);
    expect(mutateValues(mapped, 12).wrong).toEqual([]);
  });

  test.each([
    ['name: widgets.shop.example', exact('shop/crds/widgets.yaml', 4), undefined],
    ['privileged: false', exact('shop/templates/deployment.yaml', 30), { key: 'securityContext.privileged', line: 15 }],
    ['runAsUser: 10001', exact('shop/templates/deployment.yaml', 24), { key: 'podSecurityContext.runAsUser', line: 12 }],
    ['- NET_BIND_SERVICE', exact('shop/templates/deployment.yaml', 30), { key: 'securityContext.capabilities.add[0]', line: 21 }],
    ['limits:', exact('shop/templates/deployment.yaml', 46), { key: 'resources.limits', line: 50 }],
    [
      'image: "registry.example/proxy:1.2.3"',
      exact('shop/templates/deployment.yaml', 50),
      { key: 'containers.proxy.image', line: 35 },
    ],
    [
      'example.org/team: storefront',
      exact('shop/charts/cache/charts/metrics/templates/service.yaml', 8),
      { key: 'global.team', line: 8 },
    ],
    [
      'image: registry.example/cache:7.2',
      exact('shop/charts/cache/templates/statefulset.yaml', 13),
      { key: 'cache.image.tag', line: 97 },
    ],
    ['listen 8080;', exact('shop/templates/config.yaml', 8), { key: 'config["server.conf"]', line: 77 }],
    ['echo starting shop', exact('shop/templates/_helpers.tpl', 30), undefined],
    ['listen 80;', exact('shop/files/nginx.conf', 2), undefined],
    ['- name: FEATURE_CART', exact('shop/templates/deployment.yaml', 38), { key: 'env.FEATURE_CART', line: 25 }],
    ["- '*'", exact('shop/templates/rbac.yaml', 6), { key: 'rbac.rules[1].apiGroups[0]', line: 89 }],
    ['helm.sh/hook: pre-install,pre-upgrade', exact('shop/templates/migrate-hook.yaml', 6), undefined],
  ])('%s', (line, source, value) => {
    const place = placeOf(shop(), line);
    expect(place.source).toMatchObject(source);
    if (value === undefined) expect(place.value).toBeUndefined();
    else expect(place.value).toMatchObject({ precision: 'exact', ...value });
  });

  let known: Rendered | undefined;
  function shop(): Rendered {
    known ??= rendered('shop', OWN_CHARTS);
    return known;
  }

  test('tests of a chart are not installed, and not printed', () => {
    expect(shop().text).not.toContain('busybox');
  });

  const VALUES = {
    'values.yaml': 'a: one\nb: {c: two}\nd: 4\n',
    'templates/x.yaml': 'a: {{ .Values.a }}\nc: {{ .Values.b.c }}\nd: {{ .Values.d }}\n',
  };

  test('the file that has the last word gives the value, or the setting', () => {
    const cwd = chart({ ...VALUES, 'more.yaml': '# c\nb:\n  c: three\n' });
    const settings = [['--set', 'd=five']] as const;
    const result = rendered('app', cwd, { valuesFiles: ['app/more.yaml'], settings });
    expect(placeOf(result, 'a: one').value).toEqual({ ...exact('app/values.yaml', 1), column: 1, key: 'a' });
    expect(placeOf(result, 'c: three').value).toEqual({ ...exact('app/more.yaml', 3), column: 3, key: 'b.c' });
    expect(placeOf(result, 'd: five').value).toEqual({ file: '--set', line: undefined, key: '--set d', precision: 'exact' });
  });

  test('a package, and a packed subchart', () => {
    const sub = tgz({
      'db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'db/values.yaml': '\nsize: 1Gi\n',
      'db/templates/x.yaml': '# s\nsize: {{ .Values.size }}\n',
    });
    const cwd = chart({ 'charts/db-1.0.0.tgz': sub });
    const place = placeOf(rendered('app', cwd), 'size: 1Gi');
    expect(place.source).toMatchObject(exact('app/charts/db-1.0.0.tgz!templates/x.yaml', 2));
    expect(place.value).toMatchObject({ ...exact('app/charts/db-1.0.0.tgz!values.yaml', 2), key: 'size' });
    const files = Object.fromEntries(Object.entries(VALUES).map(([path, content]) => [`app/${path}`, content]));
    writeFileSync(join(cwd, 'app-0.1.0.tgz'), tgz({ 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n', ...files }));
    const packed = placeOf(rendered('app-0.1.0.tgz', cwd), 'c: two');
    expect(packed.source).toMatchObject(exact('app-0.1.0.tgz!templates/x.yaml', 2));
    expect(packed.value).toMatchObject(exact('app-0.1.0.tgz!values.yaml', 2));
  });

  test('what differs from render to render, and what depends on other templates', () => {
    const cwd = chart({
      'templates/a.yaml':
        'a: {{ randAlphaNum 12 }}\nb: {{ uuidv4 }}\nsum: {{ include (print $.Template.BasePath "/b.yaml") . | sha256sum }}\nend: 1\n',
      'templates/b.yaml': 'x: 1\ny: 2\n',
    });
    const result = rendered('app', cwd);
    const lines = result.text.split('\n');
    const places = ['a:', 'b:', 'sum:', 'end:'].map((key) => placeOf(result, lines.find((line) => line.startsWith(key)) ?? ''));
    expect(places.map(({ source }) => source)).toEqual(
      [1, 2, 3, 4].map((line) => ({ ...exact('app/templates/a.yaml', line), column: 1 })),
    );
  });

  test('marks that would change what a chart does are left out', () => {
    const cwd = chart({
      'templates/_h.tpl': '{{ define "mode" }}\nmode: fast\nlevel: 3\n{{ end }}{{ define "name" }}app-name{{ end }}',
      'templates/x.yaml':
        '{{- $mode := include "mode" . }}\nsame: {{ eq (trim $mode) "mode: fast\\nlevel: 3" }}\nlength: {{ len $mode }}\n{{ if eq (include "name" .) "app-name" }}\nnamed: true\n{{ end }}\ncut: {{ $mode | trim | trunc 8 | quote }}\n',
    });
    const result = rendered('app', cwd);
    expect(placeOf(result, 'same: true').source).toMatchObject({ file: 'app/templates/x.yaml', line: 2 });
    expect(placeOf(result, 'named: true').source).toMatchObject(exact('app/templates/x.yaml', 5));
    expect(placeOf(result, 'cut: "mode: fa"').source).toMatchObject({ file: 'app/templates/x.yaml', line: 7 });
  });

  test('a value that templates compare', () => {
    const cwd = chart({
      'values.yaml': 'type: NodePort\nreplicas: 1\nmode: a\n',
      'templates/x.yaml':
        'type: {{ .Values.type }}\n{{- if eq .Values.type "NodePort" }}\nport: 30000\n{{- end }}\nreplicas: {{ .Values.replicas }}\n{{- if gt .Values.replicas 1.0 }}\nmany: true\n{{- end }}\n{{ required "mode is a or b" (get (dict "a" "mode: A" "b" "mode: B") .Values.mode) }}\n',
    });
    const result = rendered('app', cwd);
    expect(placeOf(result, 'type: NodePort').value).toMatchObject({ ...exact('app/values.yaml', 1), key: 'type' });
    expect(placeOf(result, 'replicas: 1').value).toMatchObject({ ...exact('app/values.yaml', 2), key: 'replicas' });
    expect(placeOf(result, 'mode: A').source).toMatchObject(exact('app/templates/x.yaml', 9));
    expect(placeOf(result, 'mode: A').value).toMatchObject({ precision: 'approximate', key: 'mode' });
  });

  test('a template that fails, dependencies that are missing, values that are no YAML', () => {
    const failing = chart({ 'templates/x.yaml': 'a: 1\nb: {{ required "b is needed" .Values.b }}\n' });
    expect(renderHelm('app', { spawn, cwd: failing })).toEqual({
      path: 'app',
      reason: 'helm template: b is needed',
      place: { file: 'app/templates/x.yaml', line: 2, column: 7 },
    });
    const dependencies =
      'apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{name: redis, version: 1.x, repository: "https://127.0.0.1:9"}]\n';
    expect(renderHelm('app', { spawn, cwd: chart({ 'Chart.yaml': dependencies }) })).toMatchObject({
      hint: 'helm dependency build app',
    });
    expect(renderHelm('app', { spawn, cwd: chart({ 'values.yaml': 'a: [' }) })).toMatchObject({
      reason: expect.stringContaining('values.yaml') as string,
    });
  });

  test('the kube version, the namespace and the release', () => {
    const cwd = chart({
      'templates/x.yaml': 'a: {{ .Capabilities.KubeVersion.Minor }} {{ .Release.Namespace }} {{ .Release.Name }}\n',
    });
    expect(rendered('app', cwd, { kubeVersion: '1.29', namespace: 'web', releaseName: 'mine' }).text).toContain('a: 29 web mine');
    expect(rendered('app', cwd).text).toMatch(/a: \d+ default app/);
  });

  test('a map is made once, and only for what is asked', () => {
    let count = 0;
    const counting: Spawn = (...call) => {
      count += 1;
      return spawn(...call);
    };
    const cwd = chart({ ...VALUES, 'templates/y.yaml': 'd2: {{ .Values.d }}\n' });
    const first = rendered('app', cwd, { spawn: counting });
    const plain = count;
    placeOf(first, 'a: one');
    expect(count).toBeGreaterThan(plain);
    const second = rendered('app', cwd, { spawn: counting });
    count = 0;
    expect(placeOf(second, 'a: one')).toEqual(placeOf(first, 'a: one'));
    expect(count).toBe(0);
    const cache = join(process.env['XDG_CACHE_HOME'] ?? '', 'bulwark/helm-maps');
    for (const file of readdirSync(cache)) writeFileSync(join(cache, file), '[[1,{"__proto__":1}]]');
    expect(placeOf(rendered('app', cwd), 'a: one')).toEqual(placeOf(first, 'a: one'));
    const announced = rendered('app', cwd);
    announced.map.prepare?.([1]);
    expect(placeOf(announced, 'd2: 4').value).toMatchObject({ key: 'd' });
    expect(placeOf(announced, 'c: two').value).toMatchObject({ key: 'b.c' });
  });

  test('a cache that cannot be written to is no reason to fail', () => {
    process.env['XDG_CACHE_HOME'] = '/dev/null/nowhere';
    expect(placeOf(rendered('app', chart(VALUES)), 'a: one').source).toMatchObject(exact('app/templates/x.yaml', 1));
  });

  test('nothing is left behind, and the chart stays as it is', () => {
    const cwd = folder();
    cpSync(join(OWN_CHARTS, 'shop'), join(cwd, 'shop'), { recursive: true });
    const before = readdirSync(join(cwd, 'shop'), { recursive: true }).length;
    const ours = (): string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('bulwark-helm-') && !name.startsWith('bulwark-helm-test'));
    const left = ours();
    placeOf(rendered('shop', cwd), 'kind: Secret');
    writeFileSync(join(cwd, 'shop/templates/x.yaml'), '{{ fail "x" }}');
    renderHelm('shop', { spawn, cwd });
    expect(readdirSync(join(cwd, 'shop'), { recursive: true })).toHaveLength(before + 1);
    expect(readFileSync(join(cwd, 'shop/values.yaml'), 'utf8')).toBe(readFileSync(join(OWN_CHARTS, 'shop/values.yaml'), 'utf8'));
    expect(ours().filter((name) => !left.includes(name))).toEqual([]);
  });
});
