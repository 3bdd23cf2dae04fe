import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Spawn } from '@bulwark/render';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeShell, type FakeShell } from '../fake-shell.ts';
import { scan } from '../library-scan.ts';
import { runProgram } from '../program.ts';

const FILES: Readonly<Record<string, string>> = {
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4.2
          env:
            - name: DB_PASSWORD
              value: not-a-real-one
          securityContext:
            privileged: true
`,
  'prod/kustomization.yaml': 'resources: [../base/web.yaml]\nnamespace: shop\n',
};

/** A program that builds what the overlay lists, wherever it is copied to: without its comments, as kustomize does. */
const spawn: Spawn = (command, args, { cwd }) => {
  if (command !== 'kustomize') return { status: undefined, stdout: new Uint8Array(), stderr: '' };
  if (args.includes('version')) return { status: 0, stdout: Buffer.from('v5.8.2\n'), stderr: '' };
  const folder = resolve(cwd, args.at(-1) ?? '');
  const base = readFileSync(join(folder, '../base/web.yaml'), 'utf8');
  return { status: 0, stdout: Buffer.from(base.replace(/ #.*$/gm, '')), stderr: '' };
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-sources-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(words: readonly string[]): Promise<FakeShell> {
  const shell = { ...fakeShell({ cwd: folder }), spawn };
  await runProgram(words, shell);
  return shell;
}

interface Report {
  readonly findings: readonly {
    readonly control: string;
    readonly file: string;
    readonly line: number;
    readonly rendered: object;
  }[];
  readonly waived: readonly {
    readonly control: string;
    readonly file: string;
    readonly waiver: { readonly file: string; readonly line: number };
  }[];
  readonly summary: { readonly files: object; readonly objects: number };
}

describe('what an overlay renders', () => {
  test('is told at the line of the base that set it', async () => {
    const report = JSON.parse((await run(['scan', 'prod', '-o', 'json'])).out()) as Report;
    expect(report.findings.find(({ control }) => control === 'pod/privileged')).toMatchObject({
      file: 'base/web.yaml',
      line: 19,
      rendered: { by: 'kustomize', path: 'prod', line: 19, precision: 'exact' },
    });
    expect(report.findings.every(({ file }) => file in FILES)).toBe(true);
    expect(report.summary).toMatchObject({ objects: 1, files: { scanned: 2, skipped: 0, failed: 0 } });
  });

  test('is shown under the name of the overlay, with the code of the base, and no secret of it', async () => {
    const text = (await run(['scan', './prod/'])).out();
    expect(text).toContain('Deployment web  prod (kustomize)\n');
    expect(text).toContain('pod/privileged  base/web.yaml:19:13');
    expect(text).toContain('19 │   privileged: true');
    expect(text).toContain('value: ••••');
    for (const format of ['text', 'html', 'markdown', 'json', 'sarif', 'github', 'gitlab', 'csv', 'junit']) {
      expect((await run(['scan', 'prod', '-o', format])).out()).not.toContain('not-a-real-one');
    }
  });

  test('is left alone with --no-render, and found below a folder with --render', async () => {
    expect((await run(['scan', 'prod', '--no-render', '--allow-empty'])).out()).toContain('Not rendered: 1 Kustomization');
    expect((await run(['scan', '.', '--render'])).out()).toContain('Scanned  2 files, 1 document, 1 object');
  });

  test('is excused in comments of the base, and by exceptions that name the base', async () => {
    const base = FILES['base/web.yaml'] ?? '';
    const excused = base.replace('privileged: true', 'privileged: true # bulwark:ignore pod/privileged formats disks');
    writeFileSync(join(folder, 'base/web.yaml'), excused.replace('containers:', 'containers: # bulwark:ignore pod/nothing-such'));
    writeFileSync(
      join(folder, 'bulwark.yaml'),
      'exceptions: [{control: secrets/literal-in-env, path: base/web.yaml, reason: a test}]\n',
    );
    const report = JSON.parse((await run(['scan', 'prod', '-o', 'json'])).out()) as Report;
    expect(report.waived.map(({ control, file, waiver }) => [control, file, waiver.file, waiver.line])).toEqual([
      ['pod/privileged', 'base/web.yaml', 'base/web.yaml', 19],
      ['secrets/literal-in-env', 'base/web.yaml', 'bulwark.yaml', 1],
    ]);
    expect(report.findings.filter(({ control }) => control.startsWith('config/'))).toMatchObject([
      { control: 'config/unknown-control', file: 'base/web.yaml', line: 12 },
    ]);
  });

  test('is judged once, however many paths lead to it', async () => {
    const out = (await run(['scan', 'prod', '.', './prod/', join(folder, 'prod'), '--render'])).out();
    expect(out).toContain('Scanned  2 files, 1 document, 1 object');
  });

  test('is told at the lines of the base by the commands that ask one question, too', async () => {
    const text = (await run(['pod-security', 'check', 'prod', '--level', 'baseline'])).out();
    expect(text).toContain('Deployment web  base/web.yaml:1\n');
    expect(text).toContain('→ remove privileged: true (line 19)');
    const json = (await run(['pod-security', 'check', 'prod', '--level', 'baseline', '-o', 'json'])).out();
    expect(json).toContain('"file":"base/web.yaml","line":19,');
    expect(json).not.toContain('"file":"prod"');
  });

  test('is left out below a folder where it is excluded or ignored, and not where it is named', async () => {
    const objects = async (...paths: readonly string[]): Promise<number> =>
      (JSON.parse((await run(['scan', ...paths, '--render', '-o', 'json', '--allow-empty'])).out()) as Report).summary.objects;
    writeFileSync(join(folder, 'base/other.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    expect(await objects('.')).toBe(2);
    writeFileSync(join(folder, 'bulwark.yaml'), 'paths: {exclude: [prod]}\n');
    const left = JSON.parse((await run(['scan', '.', '--render', '-o', 'json'])).out()) as Report;
    expect(left.findings.every(({ rendered }) => rendered === undefined)).toBe(true);
    expect(await objects('prod')).toBe(1);
  });

  test('is no chart: what is said of charts changes nothing, and that is told', async () => {
    const told = 'warning: no chart was rendered: --values, --set, --release-namespace changed nothing\n';
    const flags = ['-f', 'a.yaml', '--set', 'a=b', '--set', 'c=d', '--release-namespace', 'x', '-o', 'json'];
    expect((await run(['scan', 'prod', ...flags])).err()).toContain(told);
    expect((await run(['scan', 'base', ...flags, '--no-render'])).err()).toContain(told);
    expect((await run(['scan', 'prod', '--render'])).err()).not.toContain('warning');
  });

  test('is told the same to those who use the library', async () => {
    const { findings, renders } = await scan('prod', { cwd: folder, spawn, render: { below: false } });
    expect(renders.map(({ by, path }) => `${by} ${path}`)).toEqual(['kustomize prod']);
    expect(findings.find(({ control }) => control === 'pod/privileged')?.place).toMatchObject({
      file: 'base/web.yaml',
      line: 19,
    });
  });
});
