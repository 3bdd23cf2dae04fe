import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/authentication.md'), 'utf8');
const files = [...page.matchAll(/`([\w/.-]+)`:\n\n```yaml\n([^]*?)```/g)];
const commands = [...page.matchAll(/```console\n\$ bulwark (.*)\n([^]*?)```/g)];
/** What is only typed: nothing is shown of what it prints. */
const typed = [...page.matchAll(/```sh\n(bulwark generate [^]*?)```/g)];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-authentication-'));
  for (const [, path = '', text = ''] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the guide shows something', () => {
  expect([files.length, commands.length, typed.length]).toEqual([2, 4, 2]);
});

test.for(commands)('the guide shows what is printed: %s', async ([, words = '', output = '']) => {
  const shell = fakeShell({ cwd: folder });
  await runProgram(words.split(' '), shell);
  expect(shell.out() + shell.err()).toBe(output);
});

test.for(typed)('the guide shows a command line that works', async ([, command = '']) => {
  const words = command
    .replaceAll(/\\\n\s*/g, '')
    .replace(/ > .*/, '')
    .trim()
    .split(' ')
    .slice(1);
  const shell = fakeShell({ cwd: folder });
  // A placeholder is for the reader to fill in.
  const filled = words.map((word) => word.replace('VERSION@sha256:DIGEST', 'v7.15.6'));
  expect([await runProgram(filled, shell), shell.err()]).toEqual([0, '']);
});
