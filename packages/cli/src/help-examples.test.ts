import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Spawn } from '@bulwark/render';
import { helpTexts } from './application.ts';
import { fakeShell } from './fake-shell.ts';
import { runProgram } from './program.ts';
import { spawnHere } from './spawn-here.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'nginx:1.29', securityContext: {privileged: true}}
`;

/** What the examples speak of. */
const EVENT = `${JSON.stringify({
  verb: 'get',
  stage: 'ResponseComplete',
  user: { username: 'system:serviceaccount:shop:api' },
  objectRef: { resource: 'configmaps', namespace: 'shop', name: 'settings' },
  responseStatus: { code: 200 },
})}\n`;
const FILES: Readonly<Record<string, string>> = {
  'k8s/pod.yaml': POD,
  'deploy.yaml': POD,
  'admission.yaml':
    'apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\ndefaults: {enforce: baseline}\n',
  'authorization.yaml':
    'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{type: Node, name: node}]\n',
  // Packed or not, its first bytes say.
  'audit.log': EVENT,
  'audit-1.log.gz': EVENT,
  'old/rbac.yaml': POD,
  'new/rbac.yaml': POD,
  'iam/policy.json': '{"bindings": [{"role": "roles/viewer", "members": ["user:jane@example.com"]}]}\n',
  '.trivyignore': 'KSV017\n',
  '.checkov.yaml': 'skip-check: [CKV_K8S_16]\n',
  '.kube-linter.yaml': 'checks: {exclude: [privileged-container]}\n',
  'polaris.yaml': 'checks: {runAsPrivileged: ignore}\n',
  'review.yaml': 'decisions: []\n',
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'prod.yaml': 'replicas: 3\n',
  'overlays/prod/kustomization.yaml': 'resources: [../../deploy.yaml]\n',
};

/** The programs that render, on every machine the same. */
const spawn: Spawn = (command, args, options) => {
  if (command !== 'helm' && command !== 'kustomize') return spawnHere(command, args, options);
  return {
    status: 0,
    stdout: Buffer.from(args.includes('version') ? 'v5.8.2\n' : `---\n# Source: shop/templates/pod.yaml\n${POD}`),
    stderr: '',
  };
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-examples-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What some of them need to have happened before. */
async function prepare(words: readonly string[]): Promise<void> {
  if (words.includes('--baseline'))
    await runProgram(['scan', 'k8s/', '--baseline', '.bulwark-baseline.json', '--update-baseline'], fakeShell({ cwd: folder }));
  if (words.includes('--previous')) {
    const shell = fakeShell({ cwd: folder });
    await runProgram(['rbac', 'review', 'k8s/', '-o', 'json'], shell);
    writeFileSync(join(folder, 'old-review.json'), shell.out());
  }
  if (!words.includes('--changed-since')) return;
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...author, 'commit', '-qm', 'x'],
    ['update-ref', 'refs/remotes/origin/main', 'HEAD'],
  ])
    execFileSync('git', args, { cwd: folder });
}

interface Example {
  readonly line: string;
  readonly words: readonly string[];
}

/** The examples of a help: what stands before two spaces, a pipe or a redirection is typed. */
function examplesIn(help: string): readonly Example[] {
  const section = /^EXAMPLES\n((?: {2}.*\n?)+)/m.exec(help)?.[1] ?? '';
  return section.split('\n').flatMap((line) => {
    const command = /(?:^ {2}|\| )bulwark (.*)$/.exec(line)?.[1]?.split(/ {2,}| > | \| /)[0];
    return command === undefined ? [] : [{ line: line.trim(), words: command.trim().split(' ') }];
  });
}

const help = helpTexts();

test.for(help)('the help of $command has examples', ({ help: text }) => {
  expect(examplesIn(text).length).toBeGreaterThan(0);
});

describe('an example is a command line that works:', () => {
  const all = help.flatMap(({ help: text }) => examplesIn(text));
  test.for(all)('$line', async ({ words }) => {
    await prepare(words);
    const shell = { ...fakeShell({ cwd: folder, stdin: POD }), spawn };
    const exit = await runProgram(words, shell);
    expect(shell.err()).not.toContain('error:');
    expect([0, 1]).toContain(exit);
  });
});
