import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop }
spec:
  nodeName: n1
  containers: [{ name: api, image: api:1 }]
  volumes: [{ name: db, secret: { secretName: db } }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: User, name: jane }, { kind: Group, name: ops }, { kind: ServiceAccount, name: api, namespace: shop }]
`;

interface Condition {
  readonly condition: string;
  readonly failurePolicy?: string;
}

function webhook({ condition, failurePolicy = 'NoOpinion' }: Condition): string {
  return `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - type: Webhook
    name: company
    webhook:
      failurePolicy: ${failurePolicy}
      matchConditions: [{expression: ${JSON.stringify(condition)}}]
  - {type: RBAC, name: rbac}
`;
}

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bulwark-chains-'));
  writeFileSync(join(cwd, 'k8s.yaml'), MANIFESTS);
  const accounts = "request.user.startsWith('system:serviceaccount:')";
  writeFileSync(join(cwd, 'accounts'), webhook({ condition: accounts }));
  writeFileSync(join(cwd, 'jane'), webhook({ condition: "request.user == 'jane'" }));
  writeFileSync(
    join(cwd, 'pods'),
    webhook({ condition: "request.resourceAttributes.resource == 'pods'", failurePolicy: 'Deny' }),
  );
  writeFileSync(join(cwd, 'urls'), webhook({ condition: "request.nonResourceAttributes.path == '/x'", failurePolicy: 'Deny' }));
});
afterAll(() => rmSync(cwd, { recursive: true }));

async function run(line: string): Promise<{ readonly out: string; readonly err: string; readonly exit: number }> {
  const shell = fakeShell({ cwd });
  const exit = await runProgram(`rbac ${line} --no-defaults --complete`.split(' '), shell);
  return { out: shell.out(), err: shell.err(), exit };
}

interface Who {
  readonly allowed: readonly { readonly kind: string; readonly name: string; readonly unless?: readonly object[] }[];
  readonly unknown: readonly { readonly authorizer?: string }[];
}

async function who(flags: string): Promise<readonly string[]> {
  const { out } = await run(`who-can get secrets/db k8s.yaml -n shop -o json ${flags}`);
  const { allowed, unknown } = JSON.parse(out) as Who;
  return [
    ...allowed
      .filter(({ name }) => name !== 'system:masters')
      .map(({ kind, name, unless }) => `${kind} ${name}${unless === undefined ? '' : ' perhaps'}`),
    ...unknown.map(({ authorizer }) => `unknown: ${authorizer}`),
  ];
}

describe('who-can', () => {
  const account = 'user system:serviceaccount:shop:api';
  test.for<[string, readonly string[]]>([
    ['', ['user jane', 'group ops', account]],
    ['--authorization-mode RBAC', ['user jane', 'group ops', account]],
    ['--authorization-mode Node,RBAC', ['user jane', 'group ops', account, 'user system:node:n1']],
    ['--authorization-mode Node', ['user system:node:n1']],
    ['--authorization-mode RBAC,Webhook', ['user jane', 'group ops', account, 'unknown: Webhook']],
    ['--authorization-mode Webhook,RBAC', ['user jane perhaps', 'group ops perhaps', `${account} perhaps`, 'unknown: Webhook']],
    ['--authorization-mode ABAC,RBAC', ['user jane', 'group ops', account, 'unknown: ABAC']],
    ['--authorization-mode AlwaysAllow', ['group system:authenticated', 'group system:unauthenticated']],
    // Of members of a group nobody knows what they are called.
    ['--authorization-config accounts', ['user jane', 'group ops perhaps', `${account} perhaps`, 'unknown: company']],
    ['--authorization-config jane', ['user jane perhaps', 'group ops perhaps', account, 'unknown: company']],
    ['--authorization-config pods', ['user jane', 'group ops', account]],
    ['--authorization-config urls', []],
  ])('%s', async ([flags, expected]) => {
    expect(await who(flags)).toEqual(expected);
  });

  test('without a namespace, and in text', async () => {
    const { out } = await run('who-can get secrets/db k8s.yaml --authorization-mode Webhook,Node,RBAC');
    expect(out).toContain('Webhook: the webhook may allow it, and cannot be asked');
    expect(out).toMatch(
      /in namespace shop[^]*User jane[^]*unknown {2}authorizer Webhook: the webhook is asked first and may deny/,
    );
    expect((await run('who-can list services k8s.yaml --authorization-mode Node')).out).toContain('Group system:nodes');
  });
});

describe('permissions', () => {
  test.for<[string, string, RegExp]>([
    ['jane', '', /^jane[^]*get secrets/],
    ['jane', '--authorization-mode Node', /RBAC: it is not asked: what roles grant counts for nothing\n0 rules/],
    ['jane', '--authorization-mode Webhook,RBAC', /unknown {2}authorizer Webhook: the webhook is asked first[^]*get secrets/],
    ['jane', '--authorization-config accounts', /^jane[^\n]*\n {2}in namespace shop[^]*get secrets/],
    ['jane', '--authorization-mode AlwaysAllow', /by the authorizer AlwaysAllow\n {6}· everything/],
    ['system:node:n1', '--authorization-mode Node,RBAC', /by the authorizer Node\n[^]*· get secrets "db" in namespace shop/],
  ])('of %s %s', async ([user, flags, expected]) => {
    const { out } = await run(`permissions k8s.yaml --as ${user} ${flags}`.trim());
    expect(out).toMatch(expected);
  });

  test('has the authorizers in JSON', async () => {
    const { out } = await run('permissions k8s.yaml --as jane -o json --authorization-mode RBAC,ABAC');
    expect((JSON.parse(out) as { readonly authorizers: unknown }).authorizers).toEqual([
      { cluster: '', authorizer: 'ABAC', kind: 'unknown', text: 'its policy file may allow it, and is not read' },
    ]);
  });
});

describe('escalations', () => {
  test.for<[string, RegExp]>([
    ['', /reads Secrets/],
    ['--authorization-config pods', /^(?![^]*unknown)[^]*reads Secrets/],
    ['--authorization-config jane', /User jane[^]*unknown {2}authorizer company: the webhook is asked first/],
    ['--authorization-config urls', /^nobody can become more/],
    ['--authorization-mode Node', /^nobody can become more/],
  ])('%s', async ([flags, expected]) => {
    expect((await run(`escalations k8s.yaml ${flags}`.trim())).out).toMatch(expected);
  });
});

describe('can', () => {
  test.for<[string, RegExp]>([
    ['--authorization-config accounts', /^yes/],
    ['--authorization-config jane', /^unknown/],
    ['--authorization-config urls', /^no[^]*authorizer company: a matchCondition of the webhook fails for it, which denies it/],
  ])('%s', async ([flags, expected]) => {
    expect((await run(`can get secrets/db k8s.yaml --as jane -n shop ${flags}`)).out).toMatch(expected);
  });

  test.for<[string, string]>([
    ['--authorization-mode rbac', 'authorization-mode "rbac" is not a valid mode'],
    ['--authorization-mode RBAC,RBAC', 'specified more than once'],
    ['--authorization-mode RBAC --authorization-config jane', 'can not be specified when'],
  ])('%s is bad use', async ([flags, expected]) => {
    const { err, exit } = await run(`can get pods k8s.yaml --as jane ${flags}`);
    expect(err).toContain(expected);
    expect(exit).toBe(2);
  });
});
