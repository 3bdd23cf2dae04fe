import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram, type BuiltProgram } from './built-program.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { version } = JSON.parse(read('packages/cli/package.json')) as { readonly version: string };

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  automountServiceAccountToken: false
  containers:
    - {name: web, image: 'registry.example/web:1.4.2', securityContext: {privileged: true, runAsNonRoot: true}}
`;

let program: BuiltProgram;
let folder = '';
beforeAll(async () => {
  program = await builtProgram();
  // What npx would fetch and run.
  const npx = join(program.commands, 'npx');
  writeFileSync(npx, `#!/bin/sh\n[ "$1 $2" = "--yes bulwark@${version}" ] || exit 99\nshift 2\nexec bulwark "$@"\n`);
  chmodSync(npx, 0o755);
  // What would render, on every machine the same.
  for (const name of ['helm', 'kustomize']) {
    const command = join(program.commands, name);
    writeFileSync(
      command,
      `#!/bin/sh\ncase "$*" in *version*) echo v5.8.2;; *) printf '%s' '---\n${POD.replaceAll("'", String.raw`'\''`)}';; esac\n`,
    );
    chmodSync(command, 0o755);
  }
});
afterAll(() => program.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-integration-'));
  for (const path of ['k8s', 'charts/shop', 'overlays/production']) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'charts/shop/Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'overlays/production/kustomization.yaml'), 'resources: [../../k8s/pod.yaml]\n');
  writeFileSync(join(folder, 'k8s/pod.yaml'), POD);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bash(script: string, env: Readonly<Record<string, string>> = {}): Outcome {
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    input: POD,
    env: { PATH: `${program.commands}:/usr/bin:/bin`, HOME: folder, ...env },
  });
}

describe('the action', () => {
  interface Input {
    readonly default: string;
  }
  interface Step {
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  const action = load(read('action.yml')) as {
    readonly inputs: Readonly<Record<string, Input>>;
    readonly runs: { readonly steps: readonly Step[] };
  };

  /** Runs the script of the action as the runner does, with some inputs. */
  function act(inputs: Readonly<Record<string, string>>): Outcome {
    const step = action.runs.steps.find(({ run }) => run !== undefined);
    const valueOf = (expression: string): string => {
      const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return inputs[name] ?? action.inputs[name]?.default ?? '';
    };
    const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, expression]) => [name, valueOf(expression)]));
    return bash(step?.run ?? '', {
      ...env,
      GITHUB_SERVER_URL: 'https://git.example',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SHA: 'abc',
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      GITHUB_OUTPUT: join(folder, 'output'),
    });
  }

  test('annotates, sums up, writes SARIF and the page, and fails as the program does', () => {
    const { status, stdout, stderr } = act({
      paths: 'k8s/',
      sarif: 'b.sarif',
      html: 'b.html',
      arguments: '--control=pod/privileged',
    });
    expect(stderr).toBe('');
    expect(stdout).toContain('::error file=k8s/pod.yaml,line=7,');
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('exit-code=1\n');
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('(https://git.example/o/r/blob/abc/k8s/pod.yaml#L7)');
    expect(JSON.parse(readFileSync(join(folder, 'b.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(join(folder, 'b.html'), 'utf8')).toContain('<!doctype html>');
  });

  test('takes several paths and arguments, a line each, with spaces in them', () => {
    mkdirSync(join(folder, 'more manifests'));
    writeFileSync(join(folder, 'more manifests/pod.yaml'), POD.replace('name: web', 'name: other'));
    const { status, stdout } = act({
      paths: 'k8s/\nmore manifests\n',
      arguments: '--fail-on=never\n--control=pod/privileged\n',
      summary: 'false',
    });
    expect(stdout).toContain('2 critical in 2 objects of 2 files');
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'summary.md'))).toBe(false);
  });

  test('an input is never a command, and no path is a flag', () => {
    const { status, stderr } = act({ paths: '$(touch pwned)\n`touch pwned`\n--fail-on=never', arguments: '; touch pwned' });
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
    expect(status).toBe(2);
    expect(stderr).toContain('error:');
    expect(read('action.yml').match(/run: \|[\s\S]*/)?.[0]).not.toContain('${{');
  });

  test('runs the version that it is of', () => {
    expect(action.inputs['version']?.default).toBe(version);
  });
});

describe('the hooks of pre-commit', () => {
  const hooks = load(read('.pre-commit-hooks.yaml')) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly args: readonly string[];
  }[];

  test.for(hooks)('$id fails where there is something to fail for, and is quiet where not', ({ entry, args }) => {
    const found = bash([entry, ...args].join(' '));
    expect(found).toMatchObject({ status: 1, stderr: '' });
    expect(found.stdout).toContain('runs privileged');
    writeFileSync(join(folder, 'k8s/pod.yaml'), 'just: yaml\n');
    expect(bash([entry, ...args].join(' '))).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');

  test('holds all that the program needs', () => {
    const root = mkdtempSync(join(tmpdir(), 'bulwark-image-'));
    try {
      for (const line of lines) {
        const copied = /^COPY --from=build \/source\/packages\/cli\/(\S+) (\S+)$/.exec(line);
        if (copied !== null) cpSync(join(program.folder, copied[1] ?? ''), join(root, copied[2] ?? ''), { recursive: true });
      }
      const entry = JSON.parse(
        lines.find((line) => line.startsWith('ENTRYPOINT'))?.slice('ENTRYPOINT '.length) ?? '[]',
      ) as string[];
      expect(entry[0]).toBe('/nodejs/bin/node');
      const { status, stdout } = spawnSync(process.execPath, [join(root, entry[1] ?? ''), 'scan', '.', '-o', 'github'], {
        cwd: folder,
        encoding: 'utf8',
        env: {},
      });
      expect(stdout).toContain('::error file=k8s/pod.yaml');
      expect(status).toBe(1);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test('is not run as root', () => {
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER 65532:65532');
  });
});

describe('the recipes', () => {
  const pages = readdirSync(join(ROOT, 'docs/integrations'));
  const blocks = pages.flatMap((page) =>
    [...read(join('docs/integrations', page)).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
      page,
      language,
      text,
    })),
  );

  test.for(blocks.filter(({ language }) => language === 'yaml'))(
    'YAML of $page can be read, and is of this version',
    ({ text }) => {
      expect(loadAll(text)).toHaveLength(1);
      for (const [, named] of text.matchAll(/bulwark[@:]v?(\d+\.\d+\.\d+)/g)) expect(named).toBe(version);
    },
  );

  const commands = blocks.flatMap(({ page, text }) =>
    [...text.matchAll(/(?:^|\| |- npx --yes |kubectl )(bulwark(?:@\S+)? (?:scan|completion|explain) [^|\n)]*)/gm)].map(
      ([, command = '']) => ({
        page,
        command: command.replace(/@\S+/, ''),
      }),
    ),
  );

  test('have commands', () => {
    expect(commands.length).toBeGreaterThan(8);
  });

  test.for(commands)('$page: $command', ({ command }) => {
    mkdirSync(join(folder, '.config/fish/completions'), { recursive: true });
    const { status, stderr } = bash(command);
    expect(stderr).toBe('');
    expect([0, 1]).toContain(status);
  });

  test('the manifests in them pass', () => {
    const manifests = blocks.filter(({ text }) => /^apiVersion:/m.test(text));
    expect(manifests.length).toBeGreaterThan(0);
    for (const { page, text } of manifests) {
      const file = join(folder, 'recipes', `${page}.yaml`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(bash('bulwark scan recipes --fail-on low')).toMatchObject({ status: 0 });
  });
});
