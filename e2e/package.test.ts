import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const CLI = join(ROOT, 'packages/cli');
const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {privileged: true}
`;

let folder = '';
let installed = '';

/** What a user does: packs nothing, but installs the tarball that we pack into a folder of their own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulwark-package-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: CLI });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}');
  execFileSync('npm', ['install', `./${tarball}`, '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
  });
  writeFileSync(join(folder, 'pod.yaml'), POD);
  installed = join(folder, 'node_modules/bulwark');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

function node(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {} });
}

/** The chunks that a chunk loads at its start, not when something is called. */
function loadedAtOnce(chunk: string): readonly string[] {
  const text = readFileSync(join(installed, 'dist', chunk), 'utf8');
  return [...text.matchAll(/(?<!=>)require\("\.\/([\w-]+\.cjs)"\)/g)].map(([, name = '']) => name);
}

describe('the package', () => {
  test('is few files, and brings no other package', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = files.map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    expect(names.length).toBeLessThanOrEqual(25);
    expect(names).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'bin/bulwark.js',
        'dist/THIRD-PARTY.txt',
        'dist/index.d.ts',
        'dist/main.js',
      ]),
    );
    // What V8 compiled here is of use here alone, and nobody could read it.
    expect(names.filter((name) => name.includes('code-cache'))).toEqual([]);
    expect(names.filter((name) => name.endsWith('.ts'))).toEqual(['dist/index.d.ts']);
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['bulwark']);
  });

  test('names the authors of what it contains', () => {
    const notices = readFileSync(join(installed, 'dist/THIRD-PARTY.txt'), 'utf8');
    expect(notices).toContain('@stricli/core 1.3.0');
    expect(notices).toContain('picocolors 1.1.1');
    expect(notices).toContain('Permission to use, copy, modify, and/or distribute');
  });

  test('runs as a command', () => {
    const scanned = node('node_modules/.bin/bulwark', 'scan', 'pod.yaml');
    expect(scanned.stdout).toContain('container "web" runs privileged');
    expect(scanned).toMatchObject({ status: 1, stderr: '' });
  });

  test('is a library', () => {
    writeFileSync(
      join(folder, 'use.js'),
      `import { controls, explain, findControl, render, scan } from 'bulwark';
const result = await scan('pod.yaml');
const { why } = await explain(findControl('KSV-0017'));
const sarif = JSON.parse([...(await render(result, { format: 'sarif', controls }))].join(''));
console.log(JSON.stringify([result.findings.map((finding) => finding.control).includes('pod/privileged'), why.length > 100, sarif.version]));`,
    );
    expect(node('use.js')).toMatchObject({ stdout: '[true,true,"2.1.0"]\n', stderr: '', status: 0 });
  });

  test('has types that a strict compiler takes', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { scan, type Finding, type Severity } from 'bulwark';
export const worst: Severity | undefined = (await scan(['a', 'b'], { complete: true })).findings[0]?.severity;
// @ts-expect-error: a finding has no such member
export const nothing = (finding: Finding): unknown => finding.nothing;
`,
    );
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--lib',
      'es2024,esnext.iterator',
      '--types',
      '',
    ];
    const { stdout, status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...flags, 'use.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('keeps the prose of controls out of what a scan loads', () => {
    const sentence = 'A privileged container has every capability';
    const chunks = readdirSync(join(installed, 'dist')).filter((name) => /\.c?js$/.test(name));
    const holders = chunks.filter((name) => readFileSync(join(installed, 'dist', name), 'utf8').includes(sentence));
    expect(holders).toHaveLength(1);
    expect(holders[0]).toMatch(/^prose-/);
    const loaded = chunks.filter((name) => loadedAtOnce(name).includes(holders[0] ?? ''));
    expect(loaded).toEqual([]);
    expect(node('node_modules/.bin/bulwark', 'explain', 'pod/privileged').stdout).toContain(sentence);
  });

  test('loads what judges only when a command asks for it, and formats for other programs when one is asked for', () => {
    const core = readdirSync(join(installed, 'dist')).find((name) => name.startsWith('core-')) ?? '';
    const kindsOf = (names: readonly string[]): readonly string[] => names.map((name) => name.replace(/-[\w-]{8}\.cjs$/, ''));
    expect(kindsOf(loadedAtOnce('program.cjs'))).toEqual(['base']);
    expect(kindsOf(loadedAtOnce(core))).toEqual(['rolldown-runtime', 'base']);
  });

  test('says so where Node is too old', () => {
    const preload = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`;
    expect(node('--import', `data:text/javascript,${preload}`, 'node_modules/.bin/bulwark', 'scan', 'pod.yaml')).toEqual(
      expect.objectContaining({
        status: 3,
        stdout: '',
        stderr:
          'error: Bulwark needs Node.js 24 or newer, and this is 20.19.0\nhint: install the current LTS release of Node.js\n',
      }),
    );
  });

  test('says so where it is not built', () => {
    cpSync(join(installed, 'bin'), join(folder, 'unbuilt/bin'), { recursive: true });
    cpSync(join(installed, 'package.json'), join(folder, 'unbuilt/package.json'));
    const { status, stderr } = node('unbuilt/bin/bulwark.js', 'scan', 'pod.yaml');
    expect(stderr).toBe(
      'error: Bulwark is not built: dist/main.js is missing\nhint: in a clone of the repository, run npm run build\n',
    );
    expect(status).toBe(3);
  });
});
