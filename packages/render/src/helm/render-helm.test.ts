import { expect, test } from 'vitest';

import type { Ended, Rendered, RenderFailure, RenderOptions } from '../rendered.ts';
import { scratch } from '../testing/scratch.ts';
import { tgz } from '../testing/tgz.ts';
import { renderHelm } from './render-helm.ts';

const CHART = {
  'charts/shop/Chart.yaml': 'name: shop\n',
  'charts/shop/templates/a.yaml': 'kind: A\n',
  'charts/shop/README.md': '',
};
const ended = (stdout: string, stderr = '', status = 0): Ended => ({ status, stdout: Buffer.from(stdout), stderr });

interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** Renders with a helm of ours that says what it is asked, and what it was asked. */
function render(
  answer: Ended,
  options: Partial<RenderOptions> = {},
  version = 'v4.3.1',
  chart = 'charts/shop',
): { result: Rendered | RenderFailure; calls: Call[] } {
  const calls: Call[] = [];
  const spawn: RenderOptions['spawn'] = (command, args, { cwd, env }) => {
    expect(command).toBe('helm');
    calls.push({ args, cwd, env });
    return args[0] === 'version' ? ended(version) : answer;
  };
  const result = renderHelm(chart, { spawn, cwd: options.cwd ?? scratch(CHART), ...options });
  return { result, calls };
}

test('prints the manifests of an install, without the user’s plugins, repositories and cluster', () => {
  const { result, calls } = render(ended('---\n# Source: shop/templates/a.yaml\nkind: A\n', 'WARNING: old\n'));
  expect(result).toMatchObject({ by: 'helm', path: 'charts/shop', version: '4.3.1', warnings: ['WARNING: old'] });
  expect(result).toMatchObject({ sources: ['charts/shop/Chart.yaml', 'charts/shop/templates/a.yaml'] });
  const [, { args, cwd, env } = {}] = calls;
  expect(args).toEqual(['template', 'shop', `${cwd}/charts/shop`, '--namespace', 'default', '--include-crds', '--skip-tests']);
  expect(env).toMatchObject({ HELM_NAMESPACE: '', HELM_KUBECONTEXT: '', HELM_DEBUG: 'false' });
  expect(env?.['KUBECONFIG']).toBe(`${env?.['HELM_PLUGINS']?.replace(/plugins$/, '')}kubeconfig`);
});

test('what the user says is passed on word for word', () => {
  const settings = [
    ['--set', 'a.b=c,d=e'],
    ['--set-string', 'x=1'],
  ] as const;
  const options = {
    valuesFiles: ['my values.yaml', '-x.yaml'],
    settings,
    namespace: 'web',
    releaseName: 'mine',
    kubeVersion: '1.34',
  };
  const { calls } = render(ended(''), options);
  expect(calls[1]?.args.slice(0, 2)).toEqual(['template', 'mine']);
  expect(calls[1]?.args.slice(3)).toEqual([
    '--namespace',
    'web',
    '--include-crds',
    '--skip-tests',
    '--kube-version=1.34',
    '--values=my values.yaml',
    '--values=-x.yaml',
    '--set=a.b=c,d=e',
    '--set-string=x=1',
  ]);
});

test('a slash at the end is not part of the name', () => {
  expect(render(ended(''), {}, 'v3.19.0', 'charts/shop/').result).toMatchObject({ path: 'charts/shop', version: '3.19.0' });
});

test('no helm: what to install', () => {
  const spawn = (): Ended => ({ status: undefined, stdout: new Uint8Array(), stderr: 'ENOENT' });
  expect(renderHelm('charts/shop', { spawn, cwd: scratch(CHART) })).toEqual({
    path: 'charts/shop',
    reason: 'a Helm chart, but there is no `helm` on this machine to render it with',
    hint: 'install Helm: https://helm.sh/docs/intro/install/',
  });
});

test.each([
  ['Client: v2.17.0+ga690bad', 'Helm 2.17.0 is too old: Helm 3 or 4 is needed'],
  ['', '`helm version` has not told its version: it has said nothing'],
])('a helm that says %j', (version, reason) => {
  const { result, calls } = render(ended(''), {}, version);
  expect(result).toMatchObject({ reason });
  expect(calls).toHaveLength(1);
});

test('a chart that is not there', () => {
  expect(render(ended(''), {}, 'v4.3.1', 'nowhere').result).toEqual({
    path: 'nowhere',
    reason: 'there is no such folder or package',
  });
});

test('dependencies that are not there are not downloaded: the command that does', () => {
  const said =
    "Error: an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: redis, postgresql\n";
  expect(render(ended('', said, 1)).result).toEqual({
    path: 'charts/shop',
    reason: 'charts that it depends on are not in its folder charts/: redis, postgresql',
    hint: 'helm dependency build charts/shop',
  });
});

const AT = { file: 'charts/shop/templates/a.yaml', line: 3 };

test.each([
  ['Error: parse error at (shop/templates/a.yaml:3): missing value for if', 'missing value for if', AT],
  ['Error: execution error at (shop/templates/a.yaml:3:6): a password is needed', 'a password is needed', { ...AT, column: 7 }],
  [
    'Error: template: shop/templates/b.yaml:1:3: executing "shop/templates/b.yaml" at <include "f" .>: error calling include: template: shop/templates/a.yaml:3:19: executing "f" at <eq .Values.a true>: error calling eq: incompatible types for comparison',
    'executing "f" at <eq .Values.a true>: error calling eq: incompatible types for comparison',
    { ...AT, column: 20 },
  ],
  [
    'Error: shop/templates/b.yaml:1:3\n  executing "shop/templates/b.yaml" at <include "f" .>:\n    error calling include:\nshop/templates/a.yaml:3:13\n  executing "f" at <.Values.a.b>:\n    nil pointer evaluating interface {}.b',
    'executing "f" at <.Values.a.b>: nil pointer evaluating interface {}.b',
    { ...AT, column: 14 },
  ],
  ['level=WARN msg=x\nError: shop/templates/gone.yaml:3:1\n  no', 'no', undefined],
  [
    'Error: YAML parse error on shop/templates/a.yaml: error converting YAML to JSON: yaml: line 4: no key',
    'YAML parse error on charts/shop/templates/a.yaml: error converting YAML to JSON: yaml: line 4: no key',
    undefined,
  ],
  ['Error: open v.yaml: no such file or directory', 'open v.yaml: no such file or directory', undefined],
])('what helm says of a template: %s', (said, reason, place) => {
  const { result } = render(ended('', `${said}\n\nUse --debug flag to render out invalid YAML\n`, 1));
  expect(result).toEqual({ path: 'charts/shop', reason: `helm template: ${reason}`, ...(place !== undefined && { place }) });
});

test('a message of long paths without a line is read in no time', () => {
  const said = `Error: open /charts/${'sym/loop/'.repeat(5_000)}: too many levels of symbolic links`;
  const { result } = render(ended('', said, 1));
  expect('reason' in result && result.reason.length).toBe('helm template: '.length + 601);
});

test.each([
  [{ valuesFiles: ['https://example.org/v.yaml'] }, 'values are not fetched from a network: https://example.org/v.yaml'],
  [{ valuesFiles: ['a.yaml,s3://bucket/v.yaml'] }, 'values are not fetched from a network: a.yaml,s3://bucket/v.yaml'],
  [{ valuesFiles: ['-'] }, 'values from standard input are not taken'],
  [
    { settings: [['--set-file', 'a=http://example.org/x']] as const },
    'values are not fetched from a network: a=http://example.org/x',
  ],
])('nothing is fetched: %j', (options, reason) => {
  const { result, calls } = render(ended(''), options);
  expect(result).toMatchObject({ reason });
  expect(calls).toEqual([]);
});

test('a value may be a URL', () => {
  expect(render(ended(''), { settings: [['--set', 'a=http://example.org/x']] }).result).toMatchObject({ by: 'helm' });
});

test('a package, and a package within it', () => {
  const sub = tgz({ 'db/Chart.yaml': 'name: db', 'db/templates/x.yaml': '{{ fail "no" }}' });
  const cwd = scratch({ 'charts/shop/Chart.yaml': 'name: shop\n', 'charts/shop/charts/db-1.0.0.tgz': sub });
  const said = 'Error: execution error at (shop/charts/db/templates/x.yaml:1:3): no';
  expect(render(ended('', said, 1), { cwd }).result).toMatchObject({
    place: { file: 'charts/shop/charts/db-1.0.0.tgz!templates/x.yaml', line: 1, column: 4 },
  });
  const packed = scratch({ 'shop-1.2.3.tgz': tgz({ 'shop/Chart.yaml': 'name: shop', 'shop/templates/x.yaml': 'kind: A' }) });
  const { result, calls } = render(ended(''), { cwd: packed }, 'v4.3.1', 'shop-1.2.3.tgz');
  expect(result).toMatchObject({ sources: ['shop-1.2.3.tgz!Chart.yaml', 'shop-1.2.3.tgz!templates/x.yaml'] });
  expect(calls[1]?.args[1]).toBe('shop');
});
