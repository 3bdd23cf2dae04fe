import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

const ROOT = resolve(import.meta.dirname, '..');
const HERE = join(ROOT, '.corpora');
const ARCHIVES = resolve(ROOT, '../shared/corpora');

/**
 * The folder of manifests from public repositories that conformance suites read: what `BULWARK_CORPORA` names, else
 * `.corpora` here, else the archive beside the repository, which is then unpacked into `.corpora`. Undefined where there is
 * none: the suites are skipped then, and say so.
 */
export function corporaFolder(): string | undefined {
  const named = process.env['BULWARK_CORPORA'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`BULWARK_CORPORA names a folder that does not exist: ${named}`);
    return resolve(named);
  }
  if (existsSync(HERE)) return HERE;
  const archive = join(ARCHIVES, 'visible.tar.zst');
  if (!existsSync(archive)) return undefined;
  unpack(archive, HERE);
  return HERE;
}

/**
 * The folder of whole Helm charts: what `BULWARK_CHARTS` names, else what was unpacked here before, else the archive that
 * belongs to the corpora, which is then unpacked. Apart from the manifests, which are read as they are.
 */
export function chartsFolder(): string | undefined {
  const named = process.env['BULWARK_CHARTS'];
  if (named !== undefined && named !== '') return resolve(named);
  const folder = `${HERE}-charts`;
  if (existsSync(folder)) return folder;
  const archive = corporaFile('charts.tar.zst');
  if (archive === undefined) return undefined;
  unpack(archive, folder);
  return folder;
}

/** A file that belongs to the corpora but stands beside them, such as what kubectl reads of each file; undefined where it is absent. */
export function corporaFile(name: string): string | undefined {
  const folders = [process.env['BULWARK_CORPORA'], HERE, ARCHIVES];
  return folders.flatMap((folder) => (folder ? [join(folder, name)] : [])).find((path) => existsSync(path));
}

/** Another process may do the same: the folder appears whole, by a rename, or not at all. */
function unpack(archive: string, folder: string): void {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half);
  try {
    const input = zstdDecompressSync(readFileSync(archive));
    const { status, stderr } = spawnSync('tar', ['-x', '-f', '-', '-C', half, '--strip-components=1'], { input });
    if (status !== 0) throw new Error(`tar could not unpack ${archive}: ${String(stderr)}`);
    if (!existsSync(folder)) renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
