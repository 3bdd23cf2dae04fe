import type { Ended, Spawn } from '../rendered.ts';

/** A program that can build kustomizations. */
export interface Program {
  readonly command: string;
  /** Before the folder. */
  readonly args: readonly string[];
  /** Of kustomize, also where it is a part of kubectl: `5.8.2`; `unknown` where a build of one's own does not say. */
  readonly version: string;
}

export interface NoProgram {
  readonly reason: string;
  readonly hint: string;
}

/** kustomize 3 and the 2.0.3 of kubectl before 1.21 know neither `replacements` nor `labels`, and render otherwise. */
const OLDEST_MAJOR = 4;

/** What was found, by how it was started: a tree has many overlays, and one program. */
const known = new WeakMap<Spawn, Program | NoProgram>();

/** The user's own kustomize, else their kubectl. A kustomize that is too old gives way to a kubectl that is not. */
export function findProgram(spawn: Spawn, cwd: string): Program | NoProgram {
  const found = known.get(spawn) ?? look(spawn, cwd);
  known.set(spawn, found);
  return found;
}

function look(spawn: Spawn, cwd: string): Program | NoProgram {
  let old: Program | undefined;
  for (const find of [kustomize, kubectl]) {
    const program = find(spawn, cwd);
    if (program === undefined) continue;
    if (isRecent(program.version)) return program;
    old ??= program;
  }
  if (old === undefined) {
    return {
      reason: 'neither kustomize nor kubectl was found on the PATH',
      hint: 'install kustomize 5 (https://kubectl.docs.kubernetes.io/installation/kustomize) or kubectl',
    };
  }
  return {
    reason: `${named(old)} ${old.version} is too old: ${OLDEST_MAJOR}.0.0 is the first that renders as today's do`,
    hint: 'install kustomize 5 (https://kubectl.docs.kubernetes.io/installation/kustomize) or a newer kubectl',
  };
}

/** What reports call it. */
export function named(program: Program): string {
  return program.command === 'kubectl' ? 'the kustomize in kubectl' : 'kustomize';
}

function kustomize(spawn: Spawn, cwd: string): Program | undefined {
  const ended = spawn('kustomize', ['version'], { cwd });
  return ended.status === 0 ? { command: 'kustomize', args: ['build'], version: versionIn(textOf(ended)) } : undefined;
}

/** `kubectl version` says which kustomize is in it from 1.21 on. */
function kubectl(spawn: Spawn, cwd: string): Program | undefined {
  const ended = spawn('kubectl', ['version', '--client', '-o', 'json'], { cwd });
  if (ended.status !== 0) return undefined;
  const text = textOf(ended);
  const field = /"kustomizeVersion"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  return { command: 'kubectl', args: ['kustomize'], version: field === undefined ? '2.0.3' : versionIn(field) };
}

/** `v5.8.2`, `{Version:kustomize/v4.5.7 GitCommit:…}`, `{kustomize/v4.5.7  …}`, `(devel)`. */
function versionIn(text: string): string {
  return /v(\d+\.\d+\.\d+(?:-[\w.]+)?)/.exec(text)?.[1] ?? 'unknown';
}

function isRecent(version: string): boolean {
  return version === 'unknown' || Number.parseInt(version, 10) >= OLDEST_MAJOR;
}

function textOf(ended: Ended): string {
  return Buffer.from(ended.stdout).toString('utf8');
}
