import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLayers } from './check.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function workspace(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bulwark-layers-'));
  folders.push(root);
  const all: Record<string, string> = { 'package.json': '{"name":"w","private":true,"type":"module"}', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const rules = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { violations } = await checkLayers(workspace(files));
  return violations.map((violation) => violation.slice(0, violation.indexOf(':')));
};

describe('the layer check catches', () => {
  test('an import of a package below', async () => {
    const files = {
      'packages/schema/src/index.ts': "import type { A } from '../../model/src/index.ts';\nexport type B = A;\n",
      'packages/model/src/index.ts': 'export type A = 1;\n',
    };
    expect(await rules(files)).toEqual(['layer-schema']);
  });

  test('a deep import, also of a type alone', async () => {
    const files = {
      'packages/schema/src/inner.ts': 'export type A = 1;\n',
      'packages/model/src/index.ts': "export type { A } from '../../schema/src/inner.ts';\n",
    };
    expect(await rules(files)).toEqual(['no-deep-import']);
  });

  test('a lazy import of the file system in a pure package', async () => {
    const files = { 'packages/model/src/index.ts': "export const read = () => import('node:fs');\n" };
    expect(await rules(files)).toEqual(['pure-model']);
  });

  test('a cycle', async () => {
    const files = {
      'packages/model/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b();\n",
      'packages/model/src/b.ts': "import { a } from './a.ts';\nexport const b = (): void => a();\n",
    };
    expect(new Set(await rules(files))).toEqual(new Set(['no-cycle']));
  });

  test('an import of the package’s own face', async () => {
    const files = {
      'packages/model/src/index.ts': 'export const a = 1;\n',
      'packages/model/src/b.ts': "import { a } from './index.ts';\nexport const b = a;\n",
    };
    expect(await rules(files)).toEqual(['no-barrel']);
  });

  test('an import that leads nowhere', async () => {
    expect(await rules({ 'packages/model/src/index.ts': "import './gone.ts';\n" })).toEqual(['resolves']);
  });

  test('fixtures in the program', async () => {
    const files = {
      'packages/model/src/testing/pod.ts': "import { readFileSync } from 'node:fs';\nexport const pod = readFileSync('pod');\n",
      'packages/model/src/index.ts': "export { pod } from './testing/pod.ts';\n",
    };
    expect(await rules(files)).toEqual(['no-test-code']);
  });

  test('a package without a place in the table', async () => {
    expect(await rules({ 'packages/attic/src/index.ts': 'export const a = 1;\n' })).toEqual(['no-place']);
  });
});

test('hashing and downward imports are allowed', async () => {
  const files = {
    'packages/schema/src/index.ts': 'export const a = 1;\n',
    'packages/model/src/index.ts':
      "import { createHash } from 'node:crypto';\nimport { a } from '../../schema/src/index.ts';\nexport const b = [createHash, a];\n",
  };
  expect(await checkLayers(workspace(files))).toEqual({ modules: 2, violations: [] });
});
