import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Spawn } from '@bulwark/render';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeShell, type FakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web} # the shop
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4.2
`;

/** A program that builds what the overlay lists. */
const spawn: Spawn = (command, args, { cwd }) => {
  if (command !== 'kustomize') return { status: undefined, stdout: new Uint8Array(), stderr: '' };
  if (args.includes('version')) return { status: 0, stdout: Buffer.from('v5.8.2\n'), stderr: '' };
  return { status: 0, stdout: readFileSync(join(resolve(cwd, args.at(-1) ?? ''), '../base/web.yaml')), stderr: '' };
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-harden-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function bulwark(words: string, options: { readonly stdin?: string } = {}): Promise<FakeShell & { exit: number }> {
  const shell = { ...fakeShell({ cwd: folder, ...options }), spawn };
  const exit = await runProgram(words.split(' '), shell);
  return { ...shell, exit };
}

test('what is written meets the level, keeps its comments, and is not changed again', async () => {
  put('web.yaml', DEPLOYMENT);
  const shown = await bulwark('harden web.yaml --kube-version 1.30');
  expect(shown.out()).toContain('1 workload: 1 reaches it, proved\n');
  expect(shown.out()).toContain('bulwark harden web.yaml --level restricted --kube-version=1.30 --write writes them');
  expect([readFileSync(join(folder, 'web.yaml'), 'utf8'), shown.exit]).toEqual([DEPLOYMENT, 0]);
  expect((await bulwark('harden web.yaml --write')).exit).toBe(0);
  const written = readFileSync(join(folder, 'web.yaml'), 'utf8');
  expect(written.startsWith(DEPLOYMENT)).toBe(true);
  expect((await bulwark('harden web.yaml')).out()).toMatch(/^1 workload: 1 meets restricted as it is\n$/m);
});

describe('what would meet the level, but whose file stays as it is, is not said to meet it', () => {
  const LEFT = '1 workload: 1 would reach it, but its file is left as it is';

  test('the render of an overlay', async () => {
    put('base/web.yaml', DEPLOYMENT);
    put('prod/kustomization.yaml', 'resources: [../base/web.yaml]\n');
    const text = await bulwark('harden prod');
    expect(text.out()).toContain(LEFT);
    expect(text.out()).not.toContain('proved');
    expect(text.exit).toBe(1);
    expect((await bulwark('harden prod -o markdown')).out()).toContain(`${LEFT}.`);
    expect(JSON.parse((await bulwark('harden prod -o json')).out())).toMatchObject({
      workloads: [{ outcome: 'refused', proved: true, changed: false }],
      summary: { reached: 0, refused: 1 },
    });
  });

  test('standard input', async () => {
    expect((await bulwark('harden -', { stdin: DEPLOYMENT })).out()).toContain(LEFT);
  });
});
