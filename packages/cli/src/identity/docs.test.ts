import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/workload-identity.md'), 'utf8');
const files = [...page.matchAll(/`([\w/.-]+)`:\n\n```(?:yaml|json)\n([^]*?)```/g)];
const commands = [...page.matchAll(/```console\n\$ bulwark (.*)\n([^]*?)```/g)];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-identity-'));
  for (const [, path = '', text = ''] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the guide shows something', () => {
  expect([files.length, commands.length]).toEqual([3, 2]);
});

test.for(commands)('the guide shows what is printed: %s', async ([, words = '', output = '']) => {
  const shell = fakeShell({ cwd: folder });
  expect(await runProgram(words.split(' '), shell)).toBe(0);
  expect(shell.out()).toBe(output);
});

test('a file that holds nothing of a cloud is an error where it is named, and told where it is not', async () => {
  writeFileSync(join(folder, 'other.json'), '{"a": 1}\n');
  const named = fakeShell({ cwd: folder });
  expect(await runProgram(['rbac', 'identities', 'k8s', '--iam', 'other.json'], named)).toBe(2);
  expect(named.err()).toContain('other.json: holds no role, policy');
  const broken = fakeShell({ cwd: folder });
  writeFileSync(join(folder, 'broken.json'), '[{"a": \n');
  expect(await runProgram(['scan', 'k8s', '--iam', 'broken.json'], broken)).toBe(2);
  expect(broken.err()).toContain('broken.json');
  const missing = fakeShell({ cwd: folder });
  expect(await runProgram(['scan', 'k8s', '--iam', 'nowhere.json'], missing)).toBe(2);
});

test('a list that tabs indent is JSON, and the place of what it holds is found', async () => {
  const credential = `[\n\t{\n\t\t"name": "web",\n\t\t"issuer": "https://x.oic.prod-aks.azure.com/t/u/",\n\t\t"subject": "system:serviceaccount:shop:web",\n\t\t"audiences": ["api://AzureADTokenExchange"]\n\t}\n]\n`;
  writeFileSync(join(folder, 'azure.json'), credential);
  const shell = fakeShell({ cwd: folder });
  expect(await runProgram(['rbac', 'identities', 'k8s', '--iam', 'azure.json', '-o', 'json'], shell)).toBe(0);
  expect(JSON.parse(shell.out())).toMatchObject({
    identities: expect.arrayContaining([
      expect.objectContaining({
        cloud: 'azure',
        decision: 'allowed',
        trustedAt: expect.objectContaining({ file: 'azure.json', line: 5 }),
      }),
    ]) as unknown,
  });
});
