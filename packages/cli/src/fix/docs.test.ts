import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/fixing.md'), 'utf8');
const files = [...page.matchAll(/`([\w/.-]+)`:\n\n```yaml\n([^]*?)```/g)];
const commands = [...page.matchAll(/```console\n\$ bulwark (.*)\n([^]*?)```/g)];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-fixing-guide-'));
  for (const [, path = '', text = ''] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the guide shows something', () => {
  expect([files.length, commands.length]).toEqual([1, 4]);
});

test.for(commands)('the guide shows what is printed: %s', async ([, words = '', output = '']) => {
  const shell = fakeShell({ cwd: folder });
  const exit = await runProgram(words.split(' '), shell);
  expect(shell.out()).toBe(output);
  expect(exit).toBe(0);
});
