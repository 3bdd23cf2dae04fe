import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

/** Jane may read a resource in the namespace shop. */
function reader(resource: string): string {
  const of = (kind: string, name: string): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n`;
  const subjects = 'subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]';
  const roleRef = 'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}';
  const rules = `rules: [{apiGroups: [""], resources: [${resource}], verbs: [get]}]`;
  return `${of('Role', 'reader')}${rules}\n---\n${of('RoleBinding', 'reader')}${roleRef}\n${subjects}\n`;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-compare-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What `rbac diff old new` says, of files and the resource that they let jane read: cluster, change and words. */
async function compared(files: Readonly<Record<string, string>>, paths = ['old', 'new']): Promise<readonly string[]> {
  for (const side of ['old', 'new']) mkdirSync(join(folder, side));
  for (const [path, resource] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), reader(resource));
  }
  const shell = fakeShell({ cwd: folder });
  const exit = await runProgram(['rbac', 'diff', ...paths, '--allow-empty', '-o', 'json'], shell);
  const { changes } = JSON.parse(shell.out()) as {
    changes: readonly { readonly cluster: string; readonly change: string; readonly words: readonly string[] }[];
  };
  expect(exit).toBe(changes.some(({ change }) => change === 'gained') ? 1 : 0);
  return changes.map(({ cluster, change, words }) => `${cluster}: ${change} ${words.join()}`);
}

const SAME = { 'old/dev/r.yaml': 'pods', 'old/prod/r.yaml': 'pods' };

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['the same', { ...SAME, 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'pods' }, []],
  [
    'one of two changed',
    { ...SAME, 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'secrets' },
    ['prod: gained get secrets', 'prod: lost get pods'],
  ],
  ['one of two gone', { ...SAME, 'new/prod/r.yaml': 'pods' }, ['dev: lost get pods']],
  [
    'one of three new',
    { ...SAME, 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'pods', 'new/test/r.yaml': 'secrets' },
    ['test: gained get secrets'],
  ],
  [
    'a second one new',
    { 'old/dev/r.yaml': 'pods', 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'pods' },
    ['prod: gained get pods'],
  ],
  ['one file put into both folders', { 'old/r.yaml': 'pods', 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'pods' }, []],
  ['a file moved', { 'old/dev/r.yaml': 'pods', 'new/other/r.yaml': 'pods' }, []],
  ['nothing before', { 'new/r.yaml': 'pods' }, [': gained get pods']],
  ['nothing now', { 'old/r.yaml': 'pods' }, [': lost get pods']],
  ['nothing at all', {}, []],
])('%s', async (_, files, changes) => {
  expect(await compared(files)).toEqual(changes);
});

test('a path may be written in many ways', async () => {
  const files = { ...SAME, 'new/dev/r.yaml': 'pods', 'new/prod/r.yaml': 'secrets' };
  const changes = ['prod: gained get secrets', 'prod: lost get pods'];
  expect(await compared(files, ['./old//', join(folder, 'new')])).toEqual(changes);
});
