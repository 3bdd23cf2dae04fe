import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { controlFiles, isFresh, writeRegistry } from './registry.ts';

let sources = '';
const CONTROL = "const control: Control = defineControl({\n  id: 'x/y',\n});\n\nexport default control;\n";

beforeEach(() => {
  sources = mkdtempSync(join(tmpdir(), 'bulwark-registry-'));
  write('control.ts', 'export function defineControl() {}\n');
});
afterEach(() => {
  rmSync(sources, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(sources, path, '..'), { recursive: true });
  writeFileSync(join(sources, path), text);
}

test('controls are the files of the areas that define one, by id', () => {
  write('pod/user.ts', CONTROL);
  write('pod/image-tag.ts', CONTROL);
  write('pod/image-tag.test.ts', CONTROL);
  write('pod/shared.ts', 'export const shared = 1;\n');
  write('network/open-port.ts', CONTROL);
  expect(controlFiles(sources).map(({ id }) => id)).toEqual(['network/open-port', 'pod/image-tag', 'pod/user']);
});

test('the registry is written once, and is stale when a control comes or goes', () => {
  write('pod/image-tag.ts', CONTROL);
  expect(isFresh(sources)).toBe(false);
  expect(writeRegistry(sources)).toBe(true);
  expect(writeRegistry(sources)).toBe(false);
  expect(readFileSync(join(sources, 'registry.ts'), 'utf8')).toContain("import podImageTag from './pod/image-tag.ts';\n");
  write('pod/user.ts', CONTROL);
  expect(isFresh(sources)).toBe(false);
  writeRegistry(sources);
  rmSync(join(sources, 'pod/user.ts'));
  expect(isFresh(sources)).toBe(false);
});

test('the registry of this tree is up to date', () => {
  expect(isFresh(join(import.meta.dirname, '../../packages/controls/src'))).toBe(true);
});
