import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isObject, type Json } from '@bulwark/model';
import { load } from '@bulwark/source';
import { fakeShell, type FakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  automountServiceAccountToken: false
  containers:
    - name: web
      image: registry.example/web:1.4.2
`;
const CONTEXT = '      securityContext:\n        allowPrivilegeEscalation: false\n';
const PROFILE = '  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n';

/** Brings kustomize; tests that need it are skipped without. */
const KUBECTL = 'kubectl';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-fix-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function text(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

async function bulwark(
  words: string,
  options: { readonly stdin?: string; readonly cwd?: string } = {},
): Promise<FakeShell & { exit: number }> {
  const shell = fakeShell({ cwd: folder, ...options });
  const exit = await runProgram(words.split(' '), shell);
  return { ...shell, exit };
}

describe('what is written', () => {
  test('is the file with its fixes, and nothing else is left beside it', async () => {
    put('k8s/pod.yaml', POD);
    const dry = await bulwark('fix k8s');
    expect([text('k8s/pod.yaml'), dry.err()]).toEqual([POD, '']);
    const { out, exit } = await bulwark('fix k8s --write');
    expect(text('k8s/pod.yaml')).toBe(POD + CONTEXT + PROFILE);
    expect(readdirSync(join(folder, 'k8s'))).toEqual(['pod.yaml']);
    expect(out()).toContain('2 findings fixed in 1 file');
    expect(out()).not.toContain('+++');
    expect(exit).toBe(0);
    expect((await bulwark('fix k8s --write --diff')).out()).toContain('nothing can be fixed without a person');
  });

  test('keeps the mode, line ends, the byte order mark and the encoding', async () => {
    put('a.yaml', `\ufeff${POD.replaceAll('\n', '\r\n')}`);
    chmodSync(join(folder, 'a.yaml'), 0o640);
    put('b.yaml', Buffer.from(`\ufeff${POD}`, 'utf16le'));
    put('c.yaml', POD.trimEnd());
    expect((await bulwark('fix . --write')).err()).toBe('');
    expect(text('a.yaml')).toBe(`\ufeff${(POD + CONTEXT + PROFILE).replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'b.yaml')).toString('utf16le')).toBe(`\ufeff${POD}${CONTEXT}${PROFILE}`);
    expect(text('c.yaml')).toBe(`${POD}${CONTEXT}${PROFILE}`.trimEnd());
  });

  test('is what a link leads to', async () => {
    put('elsewhere/pod.yaml', POD);
    mkdirSync(join(folder, 'k8s'));
    symlinkSync('../elsewhere/pod.yaml', join(folder, 'k8s/link.yaml'));
    await bulwark('fix k8s/link.yaml --write');
    expect(lstatSync(join(folder, 'k8s/link.yaml')).isSymbolicLink()).toBe(true);
    expect(text('elsewhere/pod.yaml')).toBe(POD + CONTEXT + PROFILE);
  });

  test('is nothing at all, where one file must not be written', async () => {
    put('a.yaml', POD);
    put('b.yaml', POD.replace('name: web\n  name', 'name: other\n  name'));
    chmodSync(join(folder, 'b.yaml'), 0o444);
    const { err, exit } = await bulwark('fix a.yaml b.yaml --write');
    expect(err()).toBe('error: b.yaml is read-only\nhint: nothing was written: chmod u+w makes it writable\n');
    expect([exit, text('a.yaml')]).toEqual([3, POD]);
  });

  test('is not what stands on standard input', async () => {
    const { out, exit } = await bulwark('fix - --write', { stdin: POD });
    expect(out()).toContain('pod/seccomp-missing for Pod shop/web: it came from standard input');
    expect(exit).toBe(0);
  });
});

describe('what counts', () => {
  test('is what counts for scan: excused findings, those of the baseline and of controls that are off are left as they are', async () => {
    put(
      'pod.yaml',
      POD.replace(
        '  namespace: shop\n',
        '  namespace: shop\n  annotations: {bulwark.dev/ignore.pod.seccomp-missing: "the node sets it"}\n',
      ),
    );
    await bulwark('fix pod.yaml --write');
    expect(text('pod.yaml')).not.toContain('seccompProfile');
    expect(text('pod.yaml')).toContain('allowPrivilegeEscalation: false');
    put('pod.yaml', POD);
    await bulwark('scan . --update-baseline');
    expect((await bulwark('fix . --baseline .bulwark-baseline.json')).out()).toContain('nothing is to be fixed');
    expect((await bulwark('fix . --control pod/seccomp-missing --quiet')).out()).not.toContain('allowPrivilegeEscalation');
  });

  test('makes the exit code, as if it were fixed', async () => {
    put('pod.yaml', POD);
    const exits = await Promise.all(
      [
        'fix . --fail-on medium --control pod/run-as-root',
        'fix . --fail-on medium --control pod/run-as-root --include-suggestions',
        'fix nowhere',
        'fix . --to out',
      ].map(async (words) => (await bulwark(words)).exit),
    );
    expect(exits).toEqual([1, 0, 2, 2]);
  });
});

test('the next commands have the flags that chose what was fixed', async () => {
  put("it's here/pod.yaml", POD);
  const shell = fakeShell({ cwd: folder });
  await runProgram(['fix', "it's here", '--kube-version', '1.34', '--no-render'], shell);
  expect(shell.out()).toContain(String.raw`bulwark fix 'it'\''s here' --kube-version=1.34 --no-render --write  writes this`);
});

describe('a patch', () => {
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: folder, encoding: 'utf8' });

  test('is taken by git, whatever files are called and however their lines end', async () => {
    const files: Readonly<Record<string, string>> = {
      'k8s/plain.yaml': POD,
      'k8s/with spaces.yaml': POD.replaceAll('\n', '\r\n'),
      'k8s/ümläut "quoted".yaml': POD.trimEnd(),
      'k8s/tab\tin it.yaml': `${POD}\n# end`,
      'k8s/list.json': `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: [{ name: 'x', image: 'y:1' }] } }] }, null, 2)}\n`,
    };
    for (const [path, content] of Object.entries(files)) put(path, content);
    git('init', '-q');
    git('config', 'core.autocrlf', 'false');
    const { out } = await bulwark('fix k8s -o patch');
    await bulwark('fix k8s --write');
    const written = Object.keys(files).map(text);
    for (const [path, content] of Object.entries(files)) put(path, content);
    put('fix.patch', out());
    git('apply', '--check', '--whitespace=nowarn', 'fix.patch');
    git('apply', '--whitespace=nowarn', 'fix.patch');
    expect(Object.keys(files).map(text)).toEqual(written);
  });

  test('is taken in a folder of a repository, too', async () => {
    put('deep/k8s/pod.yaml', POD);
    git('init', '-q');
    const cwd = join(folder, 'deep');
    const { out } = await bulwark('fix k8s -o patch', { cwd });
    execFileSync('git', ['apply'], { cwd, input: out() });
    expect(text('deep/k8s/pod.yaml')).toBe(POD + CONTEXT + PROFILE);
  });

  test('has the root of the repository where a file lies outside of the working directory', async () => {
    put('k8s/pod.yaml', POD);
    put('other/readme', '');
    git('init', '-q');
    const { out } = await bulwark('fix ../k8s -o patch', { cwd: join(folder, 'other') });
    execFileSync('git', ['apply'], { cwd: folder, input: out() });
    expect(text('k8s/pod.yaml')).toBe(POD + CONTEXT + PROFILE);
  });
});

test('no secret is printed for people; a patch is exact', async () => {
  const secret = 'aHVudGVyMi1pcy1ub3QtYS1wYXNzd29yZA==';
  put(
    'all.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata: {name: keys, namespace: shop}\ndata:\n  password: ${secret}\n---\n${POD}`.replace(
      'apiVersion: v1\nkind: Pod',
      'kind: Pod\napiVersion: v1',
    ),
  );
  put(
    'near.yaml',
    POD.replace(
      '      image:',
      '      env:\n        - name: DB_PASSWORD\n          value: hunter2-is-no-password-9f3k\n      image:',
    ),
  );
  for (const format of ['text', 'markdown', 'json']) {
    const { out } = await bulwark(`fix . -o ${format}`);
    expect(out()).not.toContain('hunter2-is-no-password');
    expect(out()).not.toContain(secret);
  }
  expect((await bulwark('fix near.yaml -o patch')).out()).toContain('hunter2-is-no-password');
});

const WORKLOADS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      hostNetwork: true
      serviceAccount: api
      containers:
        - name: api
          image: registry.example/api:1.0.0
          ports: [{containerPort: 80, hostPort: 80}]
          securityContext: {capabilities: {add: [SYS_ADMIN, CHOWN]}}
        - name: "it's"
          image: registry.example/side:1.0.0
          securityContext:
            privileged: true
            runAsUser: 0
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: api, namespace: shop}
---
apiVersion: v1
kind: Service
metadata: {name: api.v1, namespace: shop}
spec: {type: NodePort, ports: [{port: 80}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build}
spec:
  entrypoint: main
  templates:
    - name: main
      container: {name: main, image: "registry.example/build:1", securityContext: {privileged: true}}
`;

describe.skipIf(!hasKustomize())('an overlay', () => {
  const objectsIn = (yaml: string): readonly Json[] => {
    const { inventory } = load(['-'], { stdin: () => yaml });
    return inventory.objects
      .map(({ value }) => canonical(value))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  };

  test.for(['', ' --include-suggestions'])('renders to what the files would hold: fix%s', async (flags) => {
    put('k8s/a.yaml', WORKLOADS);
    put('k8s/b.yaml', POD);
    put('kustomization.yaml', (await bulwark(`fix k8s --no-render -o kustomize${flags}`)).out());
    const rendered = kubectl(['kustomize', '.']);
    rmSync(join(folder, 'kustomization.yaml'));
    await bulwark(`fix k8s --write${flags}`);
    expect(text('k8s/a.yaml')).not.toBe(WORKLOADS);
    expect(objectsIn(rendered)).toEqual(objectsIn(`${text('k8s/a.yaml')}---\n${text('k8s/b.yaml')}`));
  });

  test('is written to a folder, and says how it is rendered', async () => {
    put('k8s/a.yaml', WORKLOADS);
    const { out } = await bulwark('fix k8s -o kustomize --to overlays/fixed');
    expect(out()).toBe(
      'overlays/fixed/kustomization.yaml is written: kubectl kustomize --load-restrictor LoadRestrictionsNone overlays/fixed\n',
    );
    const rendered = kubectl(['kustomize', '--load-restrictor', 'LoadRestrictionsNone', 'overlays/fixed']);
    expect(rendered).toContain('allowPrivilegeEscalation: false');
    put('overlays/own/kustomization.yaml', 'resources: []\n');
    const { err, exit } = await bulwark('fix k8s -o kustomize --to overlays/own');
    expect([err(), exit]).toEqual([
      'error: overlays/own/kustomization.yaml is there already, and was not made by bulwark fix\nhint: name another folder\n',
      2,
    ]);
  });

  test('leaves out what a kustomization cannot take', async () => {
    put('k8s/a.yaml', POD);
    put('k8s/twice.yaml', `${POD}---\n${POD}`);
    put('k8s/unnamed.yaml', POD.replace('name: web\n  name', 'generateName: web-\n  name'));
    const { out } = await bulwark('fix k8s -o kustomize');
    expect(out()).toContain('# left out: k8s/twice.yaml: Pod shop/web is there twice, and a kustomization takes it once\n');
    expect(out()).toContain('# left out: k8s/unnamed.yaml: Pod shop/web-* has no name by which a patch could find it\n');
  });
});

describe.skipIf(!hasKustomize())('what Kustomize renders', () => {
  const BASE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        # the api
        - name: api
          image: registry.example/api:1.0.0
`;
  const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: side
          image: registry.example/side:1.0.0
          securityContext: {privileged: true}
`;
  beforeEach(() => {
    put('base/kustomization.yaml', 'resources: [api.yaml]\n');
    put('base/api.yaml', BASE);
    put(
      'overlays/prod/kustomization.yaml',
      'namespace: shop\nnamePrefix: prod-\nresources: [../../base]\npatches: [{path: side.yaml}]\n',
    );
    put('overlays/prod/side.yaml', PATCH);
  });

  test('is fixed in the base or the patch that sets it, and proved by another render', async () => {
    const { out, exit } = await bulwark('fix overlays/prod --write --include-suggestions');
    expect(out()).toContain('fixed in 2 files');
    expect(exit).toBe(0);
    expect(text('base/api.yaml')).toContain(
      '          image: registry.example/api:1.0.0\n          securityContext:\n            allowPrivilegeEscalation: false\n',
    );
    expect(text('overlays/prod/side.yaml')).not.toContain('hostNetwork');
    expect(text('overlays/prod/side.yaml')).toContain('privileged: false');
    expect((await bulwark('fix overlays/prod --include-suggestions')).out()).toContain('Fixes    nothing can be fixed');
  });

  test('is laid over the overlay, or patched by its name there', async () => {
    const kubectlScript = await bulwark('fix overlays/prod -o kubectl');
    expect(kubectlScript.out()).toContain('deployment.v1.apps prod-api');
    const { out } = await bulwark('fix overlays/prod -o kustomize');
    expect(out()).toContain('resources:\n- overlays/prod\n');
    put('kustomization.yaml', out());
    const laid = kubectl(['kustomize', '.']);
    await bulwark('fix overlays/prod --write');
    expect(laid).toBe(kubectl(['kustomize', 'overlays/prod']));
  });

  test('is told to a pull request with what suggestions would change, and nothing is left behind', async () => {
    const copies = (): readonly string[] =>
      readdirSync(tmpdir()).filter((name) => /^bulwark-fix-\w+$/.test(name) && existsSync(join(tmpdir(), name, folder)));
    const { out, err } = await bulwark('fix overlays/prod -o markdown');
    expect(out()).toContain('suggested: overlays/prod/side.yaml');
    expect(err()).toMatch(/^2 fixes in 1 file; \d+ findings left/);
    expect(copies()).toEqual([]);
  });

  test('is fixed where the one overlay lacks it, though the other has it already', async () => {
    put(
      'overlays/dev/kustomization.yaml',
      'namePrefix: dev-\nresources: [../../base]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: add\n        path: /spec/template/spec/securityContext\n        value: {seccompProfile: {type: Localhost, localhostProfile: a.json}}\n',
    );
    const { out } = await bulwark('fix overlays/dev overlays/prod --control pod/seccomp-missing');
    expect(out()).toContain('+      securityContext:');
    expect(out()).not.toContain('Refused');
  });

  test('is fixed in a patch that is written into the kustomization', async () => {
    put(
      'overlays/prod/kustomization.yaml',
      `resources: [../../base]
patches:
  - target: {kind: Deployment}
    patch: |-
      # For now.
      - op: add
        path: /spec/template/spec/hostNetwork
        value: true
      - {op: add, path: /spec/template/spec/hostPID, value: true}
      - {op: add, path: /spec/template/spec/priorityClassName, value: high}
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        template:
          spec:
            hostIPC: true # why?
`,
    );
    await bulwark('fix overlays/prod --control pod/host-namespaces --include-suggestions --write');
    expect(text('overlays/prod/kustomization.yaml')).toBe(`resources: [../../base]
patches:
  - target: {kind: Deployment}
    patch: |-
      # For now.
      - op: add
        path: /spec/template/spec/hostNetwork
        value: false
      - {op: add, path: /spec/template/spec/hostPID, value: false}
      - {op: add, path: /spec/template/spec/priorityClassName, value: high}
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        template:
          spec:
            hostIPC: false # why?
`);
  });
});

test.skipIf(!has('helm', 'version'))(
  'what Helm renders is fixed in its values, where one of them is the field, and nowhere else',
  async () => {
    put('shop/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
    put('shop/values.yaml', '# for all\nweb:\n  privileged: true   # it was quicker\n');
    put(
      'shop/templates/pod.yaml',
      `${POD}      securityContext:\n        privileged: {{ .Values.web.privileged }}\n        runAsUser: 0\n`,
    );
    await bulwark('fix shop --include-suggestions --control pod/privileged --write');
    expect(text('shop/values.yaml')).toBe('# for all\nweb:\n  privileged: false   # it was quicker\n');
    const { out } = await bulwark('fix shop --control pod/seccomp-missing');
    expect(out().replaceAll(/\s+/g, ' ')).toContain('it is rendered by Helm: change spec.securityContext.seccompProfile');
  },
);

test('a script says what each command is for, is one for shells, and leaves what no command can do', async () => {
  put('k8s/a.yaml', WORKLOADS);
  put('k8s/b.yaml', POD);
  const { out } = await bulwark('fix k8s -o kubectl --include-suggestions');
  put('fix.sh', out());
  // What is not there to be patched is shown instead.
  put('bin/kubectl', '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\necho\n');
  chmodSync(join(folder, 'bin/kubectl'), 0o755);
  const { status, stdout } = spawnSync('sh', ['fix.sh'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
  });
  expect(status).toBe(0);
  const commands = stdout
    .trimEnd()
    .split('\n\n')
    .map((lines) => lines.split('\n'));
  expect(commands.map((words) => words.slice(-2))).toContainEqual(['deployment.v1.apps', 'api']);
  for (const words of commands) JSON.parse((words.find((word) => word.startsWith('--patch=')) ?? '').slice('--patch='.length));
  expect(out()).toContain('# Pod shop/web in k8s/b.yaml');
  expect(out()).toContain('# left: spec cannot be changed once the object is there: delete it, and make it anew from its file');
});

test('JSON patches and JSON come from standard input too', async () => {
  const patches = JSON.parse(
    (await bulwark('fix - -o json-patch --control pod/seccomp-missing', { stdin: POD })).out(),
  ) as unknown;
  expect(patches).toEqual([
    {
      file: '<stdin>',
      document: 0,
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
      controls: ['pod/seccomp-missing'],
      patch: [{ op: 'add', path: '/spec/securityContext', value: { seccompProfile: { type: 'RuntimeDefault' } } }],
    },
  ]);
  const all = JSON.parse((await bulwark('fix - -o json', { stdin: POD })).out()) as {
    summary: unknown;
    files: readonly unknown[];
  };
  expect(all.files).toHaveLength(1);
  expect(all.summary).toMatchObject({ files: 1, fixed: 2, refused: 0 });
});

test('a pull request is told what was fixed, and what suggestions would change', async () => {
  put('k8s/a.yaml', WORKLOADS);
  const { out } = await bulwark('fix k8s -o markdown');
  expect(out()).toMatch(/^## \d+ findings fixed in 1 file\n/);
  expect(out()).toContain('### What needs a person');
  expect(out()).toContain('suggested: k8s/a.yaml');
  expect(out()).toContain('+            privileged: false');
  expect(out().length).toBeLessThan(65_536);
  expect(existsSync(join(folder, 'k8s/a.yaml.bulwark'))).toBe(false);
});

function kubectl(words: readonly string[]): string {
  return execFileSync(KUBECTL, words, { cwd: folder, encoding: 'utf8' });
}

function hasKustomize(): boolean {
  return has(KUBECTL, 'kustomize', '--help');
}

function has(program: string, ...words: readonly string[]): boolean {
  const is = spawnSync(program, words).status === 0;
  if (!is) process.stderr.write(`skipped: there is no ${program} on the PATH, and what it renders is not fixed\n`);
  return is;
}

/** With the keys of maps in order. */
function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each ?? null)]),
  );
}
