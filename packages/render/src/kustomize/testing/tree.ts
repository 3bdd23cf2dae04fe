import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listAt, stringAt } from '@bulwark/model';
import { nodeFileSystem, readDocuments } from '@bulwark/source';
import { onTestFinished } from 'vitest';
import type { Ended, Spawn } from '../../rendered.ts';
import { kustomizationIn } from '../kustomization-file.ts';

/** Writes files into a folder of their own, which is the answer and is gone after the test. */
export function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bulwark-tree-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

export const ended = (status: number | undefined, stdout = '', stderr = ''): Ended => ({
  status,
  stdout: Buffer.from(stdout),
  stderr,
});

/**
 * A program that knows no more than `resources`, and puts them together, as documents in JSON. `say` may answer a build
 * otherwise; it is told how many there were before.
 */
export function concatenating(
  say: (builds: number) => Ended | undefined = () => undefined,
): Spawn & { readonly builds: string[] } {
  const builds: string[] = [];
  const spawn: Spawn = (command, [verb = '', folder = '']) => {
    if (command !== 'kustomize') return ended(undefined);
    if (verb === 'version') return ended(0, 'v5.8.2\n');
    builds.push(folder);
    return say(builds.length - 1) ?? ended(0, resourcesIn(folder).join('---\n'));
  };
  return Object.assign(spawn, { builds });
}

function resourcesIn(folder: string): string[] {
  const path = kustomizationIn(folder, nodeFileSystem) ?? '';
  const [kustomization] = documentsIn(path);
  return listAt(kustomization?.value, 'resources').flatMap((entry) => {
    const target = join(folder, stringAt(entry) ?? '');
    if (kustomizationIn(target, nodeFileSystem) !== undefined) return resourcesIn(target);
    return documentsIn(target).map(({ value }) => `${JSON.stringify(value)}\n`);
  });
}

function documentsIn(path: string): ReturnType<typeof readDocuments> {
  return readDocuments(Buffer.from(nodeFileSystem.read(path, 2 ** 20)).toString('utf8'));
}
