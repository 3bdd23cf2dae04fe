import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeShell, type FakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop }
spec:
  nodeName: n1
  serviceAccountName: api
  imagePullSecrets: [{ name: registry }]
  containers:
    - name: api
      image: api:1
      envFrom: [{ secretRef: { name: settings } }]
  volumes:
    - { name: db, secret: { secretName: db } }
    - { name: disk, persistentVolumeClaim: { claimName: disk } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: v1 }
spec:
  claimRef: { namespace: shop, name: disk }
  csi: { driver: disk.example, volumeHandle: x, nodeStageSecretRef: { namespace: storage, name: key } }
`;

function configuration(...types: readonly string[]): string {
  const authorizers = types.map((type) => `  - { type: ${type}, name: ${type.toLowerCase()} }\n`).join('');
  return `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n${authorizers}`;
}

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-chain-'));
  writeFileSync(join(cwd, 'manifests.yaml'), MANIFESTS);
  writeFileSync(join(cwd, 'node-rbac'), configuration('Node', 'RBAC'));
  writeFileSync(join(cwd, 'webhook'), configuration('Webhook', 'Node', 'RBAC'));
  writeFileSync(join(cwd, 'empty'), configuration());
});

afterAll(() => rmSync(cwd, { recursive: true }));

async function can(...words: readonly string[]): Promise<FakeShell & { readonly code: unknown }> {
  const shell = fakeShell({ cwd });
  const [verb = '', resource = '', ...flags] = words;
  await runProgram(['rbac', 'can', verb, resource, 'manifests.yaml', ...flags], shell);
  return { ...shell, code: shell.process.exitCode };
}

const AS_NODE = ['--as', 'system:node:n1', '--authorization-config', 'node-rbac'];

describe('rbac can --authorization-config', () => {
  test.each([
    ['get', 'secrets/db', 'shop', 'pod shop/api on node n1 mounts it  manifests.yaml:14'],
    ['get', 'secrets/registry', 'shop', 'pod shop/api on node n1 pulls its images with it  manifests.yaml:8'],
    ['get', 'secrets/settings', 'shop', 'pod shop/api on node n1 has it in its environment  manifests.yaml:12'],
    ['get', 'persistentvolumeclaims/disk', 'shop', 'pod shop/api on node n1 mounts it  manifests.yaml:15'],
    [
      'get',
      'secrets/key',
      'storage',
      'pod shop/api on node n1 mounts volume v1 through claim shop/disk, which names it  manifests.yaml:22',
    ],
    ['get', 'pods/api', 'shop', 'pod shop/api runs on node n1  manifests.yaml:6'],
    ['list', 'services', 'shop', 'every node may'],
    ['get', 'nodes/n1', '', 'it is what belongs to node n1 itself'],
    ['create', 'pods', 'shop', 'every node may, and the admission plugin NodeRestriction keeps it to its own'],
  ])('%s %s in %s', async (verb, resource, namespace, why) => {
    const { out, code } = await can(verb, resource, ...(namespace === '' ? [] : ['-n', namespace]), ...AS_NODE);
    expect(out()).toContain(`by the Node authorizer: ${why}`);
    expect(code).toBe(0);
  });

  test('says whose tokens a node may make', async () => {
    const { out } = await can('create', 'serviceaccounts/api', '--subresource', 'token', '-n', 'shop', ...AS_NODE);
    expect(out()).toContain('by the Node authorizer: pod shop/api on node n1 runs as it');
  });

  test('does not know what pods that are not there would bring, unless there are none', async () => {
    const other = ['get', 'secrets/other', '-n', 'shop', ...AS_NODE];
    expect((await can(...other)).out()).toMatch(
      /^unknown[^]*authorizer Node: the manifests do not show everything that belongs to node n1/,
    );
    expect((await can(...other, '--complete')).out()).toMatch(/^no /);
  });

  test('does not know what a webhook says that is asked first', async () => {
    const { out, code } = await can(
      'get',
      'secrets/db',
      '-n',
      'shop',
      '--as',
      'system:node:n1',
      '--authorization-config',
      'webhook',
    );
    expect(out()).toMatch(/^unknown[^]*authorizer webhook: the webhook is asked first and may deny/);
    expect(code).toBe(1);
  });

  test('has the way in JSON', async () => {
    const { out } = await can('get', 'secrets/key', '-n', 'storage', ...AS_NODE, '-o', 'json');
    const { answers } = JSON.parse(out()) as { readonly answers: readonly { readonly grant: object }[] };
    expect(answers[0]?.grant).toMatchObject({
      authorizer: 'Node',
      node: 'n1',
      because: {
        kind: 'path',
        path: [
          { resource: 'pods', namespace: 'shop', name: 'api', field: 'Pod spec.nodeName' },
          { resource: 'persistentvolumeclaims', name: 'disk' },
          { resource: 'persistentvolumes', name: 'v1', field: 'PersistentVolume spec.claimRef' },
          { resource: 'secrets', namespace: 'storage', name: 'key', file: 'manifests.yaml', line: 22 },
        ],
      },
    });
  });

  test.each([
    ['empty', 'has no authorizers'],
    ['manifests.yaml', 'it holds no AuthorizationConfiguration'],
    ['missing', 'missing'],
  ])('of the file %s says what is wrong', async (file, problem) => {
    const { err, code } = await can('get', 'pods', '--as', 'jane', '--authorization-config', file);
    expect(err()).toContain(problem);
    expect(code).toBe(2);
  });
});
