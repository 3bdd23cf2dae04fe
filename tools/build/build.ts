import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bundleProgram, bundleTypes } from './bundle.ts';
import { makeCodeCache } from './code-cache.ts';
import { licenceNotices } from './licences.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Builds what the npm package `bulwark` ships into `folder`, a copy of `packages/cli` or that folder itself. */
export async function build(folder: string): Promise<void> {
  const [program, types] = await Promise.all([bundleProgram(), bundleTypes()]);
  const files = new Map([...program.files, ...types.files, ['THIRD-PARTY.txt', licenceNotices(program.foreign)]]);
  const dist = join(folder, 'dist');
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
  for (const path of filesBelow(dist)) if (!files.has(path)) rmSync(join(dist, path));
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  makeCodeCache(dist);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
