import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeShell, type FakeShell, type FakeShellOptions } from './fake-shell.ts';
import { runProgram } from './program.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {privileged: true}
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-program-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function run(line: string, options: FakeShellOptions = {}): Promise<FakeShell & { readonly exit: number }> {
  const shell = fakeShell({ cwd, ...options });
  const exit = await runProgram(line.split(' ').filter(Boolean), shell);
  return { ...shell, exit };
}

describe('colour', () => {
  const colored = '\u001B[';
  test.for<[string, FakeShellOptions, boolean]>([
    ['', { isTTY: false }, false],
    ['', { isTTY: true }, true],
    ['', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['', { isTTY: true, env: { TERM: 'dumb' } }, false],
    ['--color always', { isTTY: false, env: { NO_COLOR: '1' } }, true],
    ['--color never', { isTTY: true }, false],
  ])('%s %o: %s', async ([flag, options, expected]) => {
    const { out } = await run(`scan - ${flag}`, { ...options, stdin: POD });
    expect(out().includes(colored)).toBe(expected);
  });
});

test('paths start at the folder of the shell', async () => {
  writeFileSync(join(cwd, 'pod.yaml'), POD);
  const { out, err, exit } = await run('scan pod.yaml');
  expect(out()).toContain('pod.yaml:8:');
  expect(err()).toBe('');
  expect(exit).toBe(1);
});

test('a dash in front is a path after --', async () => {
  writeFileSync(join(cwd, '-pod.yaml'), POD);
  const { out, exit } = await run('scan -o json -- -pod.yaml');
  expect(JSON.parse(out())).toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ file: '-pod.yaml' })]) });
  expect(exit).toBe(1);
});

test('input that fails wins over findings, which are printed all the same', async () => {
  writeFileSync(join(cwd, 'pod.yaml'), POD);
  const { out, err, exit } = await run('scan pod.yaml gone.yaml');
  expect(out()).toContain('runs privileged');
  expect(err()).toBe('error: gone.yaml: does not exist\n');
  expect(exit).toBe(2);
});

test.for([
  ['scan --output yaml .', '--output is one of text, json, sarif, html, markdown, junit, github, gitlab, csv, not "yaml"'],
  ['scan . --fail-on', '--fail-on needs a value'],
  ['scan . --fail-on high --fail-on low', '--fail-on was given twice: "high" and "low"'],
  ['scan -x .', 'there is no flag -x'],
  ['explain', 'an argument is missing: control'],
  ['explain a b', '"b" is one argument too many'],
] as const)('%s: exit 2 and one line', async ([line, words]) => {
  const { out, err, exit } = await run(line);
  expect(err().split('\n').filter(Boolean)).toHaveLength(2);
  expect(err()).toContain(`error: ${words}\n`);
  expect(out()).toBe('');
  expect(exit).toBe(2);
});

test('every control explains itself, and every example does what its control says', async () => {
  const { out } = await run('controls -o json');
  const ids = (JSON.parse(out()) as readonly { readonly id: string }[]).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) {
    const explained = JSON.parse((await run(`explain ${id} -o json`)).out()) as Readonly<
      Record<string, readonly { readonly findings: readonly unknown[] }[]>
    >;
    expect(
      explained['fails']?.every(({ findings }) => findings.length > 0),
      id,
    ).toBe(true);
    expect(
      explained['passes']?.every(({ findings }) => findings.length === 0),
      id,
    ).toBe(true);
    const text = (await run(`explain ${id}`)).out();
    expect(text.split('\n').filter((line) => line.length > 120 && !line.includes('│') && !line.includes('http'))).toEqual([]);
    expect(text).not.toContain('undefined');
  }
});
