import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { programSets, programsOf, type Program, type Programs, type ProgramSet } from './programs.ts';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from './versions.ts';

const HALF = '.half-';
/** Ten minutes on two idle cores. */
const LIMIT_MS = 45 * 60_000;
const NO_NETWORK = /dial tcp|no such host|proxyconnect|i\/o timeout|connection refused|TLS handshake|GOPROXY=off|lookup disabled/;
const OLD_GO = /requires go >=|toolchain not available/;

/** Why programs cannot be had on this machine: there is no Go, or an old one, or no network to get the sources by. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * The programs of a Kubernetes version, built where they are not built yet. Each appears whole or not at all, and two
 * processes that want the same wait for each other.
 */
export async function build(version: KubernetesVersion, say: (line: string) => void): Promise<Programs> {
  for (const set of programSets(version)) await buildSet(set, say);
  return programsOf(version);
}

/** The same for the programs of one Go module. */
export async function buildSet(set: ProgramSet, say: (line: string) => void): Promise<void> {
  if (missing(set).length === 0) return;
  mkdirSync(set.folder, { recursive: true });
  await withLock(join(set.folder, '.lock'), () => buildMissing(set, say));
}

function missing({ programs }: ProgramSet): readonly Program[] {
  return programs.filter(({ path }) => !existsSync(path));
}

async function buildMissing(set: ProgramSet, say: (line: string) => void): Promise<void> {
  const programs = missing(set);
  if (programs.length === 0) return;
  // We hold the lock: what is half belongs to somebody who was stopped.
  for (const name of readdirSync(set.folder)) if (name.startsWith(HALF)) rmSync(join(set.folder, name), { recursive: true });
  const half = join(set.folder, `${HALF}${process.pid}`);
  mkdirSync(half);
  try {
    say(`building ${set.title}: ${programs.map(({ pkg }) => pkg).join(' ')}`);
    const began = Date.now();
    for (const { pkg, path } of programs) {
      const output = join(half, 'program');
      await go(set, ['build', '-trimpath', '-ldflags', set.ldflags, '-o', output, pkg]);
      renameSync(output, path);
    }
    say(`built ${set.title} in ${Math.round((Date.now() - began) / 1000)} s`);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Go in the background's priority: a build is long, and nobody's machine should stand still for it. */
async function go({ title, module }: ProgramSet, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run('nice', ['-n', '19', 'go', ...args], module);
  if (code === 0) return;
  if (code === 127) throw new Unavailable(`there is no Go on this machine to build ${title} with`);
  if (OLD_GO.test(stderr)) throw new Unavailable(`the Go on this machine is too old: ${lastLine(stderr)}`);
  if (NO_NETWORK.test(stderr)) throw new Unavailable(`the sources of ${title} cannot be had: ${lastLine(stderr)}`);
  throw new Error(`go ${args.join(' ')} in ${module} failed with ${code}:\n${stderr}`);
}

async function run(program: string, args: readonly string[], cwd: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT_MS });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  return { code: await promise, stderr };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/** `node test/control-plane/build.ts [1.37 1.34]`: builds what is named, else everything. */
async function main(minors: readonly string[]): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const version of KUBERNETES_VERSIONS) {
    if (minors.length > 0 && !minors.includes(version.minor)) continue;
    const programs = await build(version, say);
    process.stdout.write(`${JSON.stringify(programs, undefined, 2)}\n`);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
