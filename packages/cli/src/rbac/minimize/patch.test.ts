import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeShell } from '../../fake-shell.ts';
import { runProgram } from '../../program.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-patch-'));
  mkdirSync(join(cwd, 'k8s'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const API = 'system:serviceaccount:shop:api';
const event = (username: string): string =>
  `${JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb: 'get',
    user: { username },
    objectRef: { resource: 'configmaps', namespace: 'shop', name: 'settings' },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: '2026-11-01T10:00:00.000000Z',
    annotations: { 'authorization.k8s.io/decision': 'allow' },
  })}\n`;

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {namespace: shop, name: api}
rules:
  - {apiGroups: [""], resources: [configmaps, secrets], verbs: ["*"]}
`;
const head = (name: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {namespace: shop, name: ${name}} # who runs the shop
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: api}
`;
const SHARED = `${head('shared')}subjects:
  - kind: User
    name: jane # on call
  - kind: ServiceAccount
    name: api
  - kind: Group
    name: ops
`;
const ALONE = `${head('alone')}subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
`;

async function patched(files: Readonly<Record<string, string>>, log = event(API), flags = ''): Promise<string> {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(cwd, path), text);
  writeFileSync(join(cwd, 'audit.log'), log);
  const shell = fakeShell({ cwd });
  await runProgram(`rbac minimize --from audit.log k8s --no-defaults -o diff${flags}`.split(' '), shell);
  expect(shell.err()).toBe('');
  const { status, stderr } = spawnSync('git', ['apply', '--verbose'], { cwd, input: shell.out(), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.stringContaining('cleanly')]);
  return shell.out();
}

const text = (path: string): string => readFileSync(join(cwd, path), 'utf8');

test('a user is taken out of a binding that it shares, and nothing else in the file changes', async () => {
  const out = await patched({ 'k8s/rbac.yaml': `${ROLE}---\n${SHARED}` });
  expect(text('k8s/rbac.yaml')).toBe(`${ROLE}---\n${SHARED.replace('  - kind: ServiceAccount\n    name: api\n', '')}`);
  expect(out).toMatch(/^Takes ServiceAccount api out of RoleBinding shop\/shared\n--- a\/k8s\/rbac.yaml\n/);
  expect(text('least-privilege.yaml')).toContain('verbs: [get]');
});

test.for([
  ['first', `${ALONE}---\n${ROLE}---\n${SHARED}`, `${ROLE}---\n`],
  ['between', `${ROLE}---\n${ALONE}---\n${SHARED}`, `${ROLE}---\n`],
  ['last', `${SHARED}---\n${ROLE}---\n${ALONE}`, `---\n${ROLE}`],
  ['between others, without a line end', `---\n${ROLE}\n---\n# alone\n${ALONE}--- # shared\n${SHARED.trimEnd()}`, ROLE],
] as const)('a binding that binds nobody else goes where it stands %s', async ([, before, left]) => {
  const out = await patched({ 'k8s/rbac.yaml': before });
  const after = text('k8s/rbac.yaml');
  expect(after).toContain(left);
  expect(after).not.toContain('name: alone');
  expect(after).not.toContain('kind: ServiceAccount');
  expect(after.match(/^kind: /gm)).toHaveLength(2);
  expect(out).toContain('Deletes RoleBinding shop/alone: it binds nobody else\n');
});

test('a file that held nothing else goes, and its role is named', async () => {
  const out = await patched({ 'k8s/role.yaml': ROLE, 'k8s/binding.yaml': `# the api\n${ALONE}` });
  expect(existsSync(join(cwd, 'k8s/binding.yaml'))).toBe(false);
  expect(out).toContain('Nothing binds Role shop/api any more: it can go\n');
});

test('an item of a List is left without subjects, and two users leave one binding together', async () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { namespace: 'shop', name: 'both' },
        roleRef: { kind: 'Role', name: 'api' },
        subjects: [
          { kind: 'User', name: 'jane' },
          { kind: 'User', name: 'joe' },
        ],
      },
    ],
  };
  await patched(
    { 'k8s/role.yaml': ROLE, 'k8s/list.json': `${JSON.stringify(list, undefined, 2)}\n` },
    event('jane') + event('joe'),
  );
  expect((JSON.parse(text('k8s/list.json')) as typeof list).items[0]?.subjects).toEqual([]);
});

test('a group gets a role of what its members did, and leaves its binding', async () => {
  const out = await patched(
    { 'k8s/rbac.yaml': `${ROLE}---\n${SHARED}` },
    event('jane').replace('"username":"jane"', '"username":"jane","groups":["ops"]'),
    ' --per group',
  );
  expect(out).toContain('Takes Group ops out of RoleBinding shop/shared\n');
  expect(text('k8s/rbac.yaml')).toBe(`${ROLE}---\n${SHARED.replace('  - kind: Group\n    name: ops\n', '')}`);
  expect(text('least-privilege.yaml')).toContain('kind: Group\n  name: ops\n');
});

test('the new file takes the place of none that is there', async () => {
  await patched({ 'k8s/rbac.yaml': `${ROLE}---\n${SHARED}`, 'least-privilege.yaml': 'mine\n' });
  expect(text('least-privilege.yaml')).toBe('mine\n');
  expect(text('least-privilege-2.yaml')).toContain('kind: RoleBinding');
});
