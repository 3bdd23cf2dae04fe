import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scaffold } from './scaffold.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = ['schema', 'model', 'source', 'pod-security', 'rbac', 'workload-identity', 'controls', 'engine'];
const FROM_OUTSIDE = ['vitest', 'fast-check', 'typescript', 'js-yaml', '@types'];

let workspace = '';
const at = (...path: readonly string[]): string => join(workspace, ...path);

/** A workspace of its own: our sources copied, the dependencies linked. */
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'bulwark-control-'));
  for (const name of ['tsconfig.json', 'vitest.config.ts', 'package.json', 'tools/seed.ts']) cpSync(join(ROOT, name), at(name));
  mkdirSync(at('node_modules/@bulwark'), { recursive: true });
  for (const name of FROM_OUTSIDE) symlinkSync(join(ROOT, 'node_modules', name), at('node_modules', name));
  for (const name of PACKAGES) {
    mkdirSync(at('packages', name), { recursive: true });
    for (const part of ['package.json', 'src'])
      cpSync(join(ROOT, 'packages', name, part), at('packages', name, part), { recursive: true });
    symlinkSync(at('packages', name), at('node_modules/@bulwark', name));
  }
  // The one dependency that is not at the root.
  cpSync(join(ROOT, 'packages/source/node_modules'), at('packages/source/node_modules'), { recursive: true });
});

afterEach(() => {
  rmSync(workspace, { recursive: true });
});

function run(program: string, ...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [at(program), ...args], {
    cwd: workspace,
    encoding: 'utf8',
    env,
  });
  return { status, said: stdout + stderr };
}

const sources = (): string => at('packages/controls/src');
const registry = (): string => readFileSync(join(sources(), 'registry.ts'), 'utf8');

test('a new control is in the registry, type-checks, and passes the tests of all controls', { timeout: 120_000 }, () => {
  expect(scaffold(sources(), 'pod/brand-new')).toBe('pod/brand-new.ts');
  expect(registry()).toContain("import podBrandNew from './pod/brand-new.ts';\n");

  writeFileSync(at('tsconfig.one.json'), '{"extends":"./tsconfig.json","include":["packages/controls/src/registry.ts"]}');
  expect(run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.one.json')).toEqual({ status: 0, said: '' });
  const tests = ['run', 'packages/controls/src/controls.test.ts', '-t', 'pod/brand-new'];
  expect(run('node_modules/vitest/vitest.mjs', ...tests)).toEqual({
    status: 0,
    said: expect.stringMatching(/Tests +\d+ passed/),
  });
});

test('an area of its own comes with its first control', () => {
  scaffold(sources(), 'node/kernel-6');
  expect(registry()).toContain("import nodeKernel6 from './node/kernel-6.ts';\n");
});

test('neither a control that is there nor what is no id is written', () => {
  const before = registry();
  expect(() => scaffold(sources(), 'pod/privileged')).toThrow('pod/privileged.ts is there already');
  for (const id of ['', 'pod', 'pod/', '/x', 'Pod/X', 'pod/x/y', '../pod/x', 'pod/x.ts']) {
    expect(() => scaffold(sources(), id)).toThrow('no id of a control');
  }
  expect(registry()).toBe(before);
});
