import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import type { HelmMapParts } from './map-parts.ts';
import type { SolvedLine, SolvedLines, SolvedValue } from './solved.ts';

/** Maps of another form, or made in another way, are not read. */
const FORMAT = 4;
const PRECISIONS = ['exact', 'approximate', 'unknown'] as const;

/** What a map depends on, as one word: everything that goes into the render, and what of it was asked for. */
export function mapKey({ call, path, files, text, version }: HelmMapParts, names: ReadonlySet<string> | undefined): string {
  const { cwd, valuesFiles = [], settings = [], namespace, kubeVersion } = call.options;
  const hash = createHash('sha256');
  const add = (part: string | Uint8Array): void => void hash.update(`${part.length} `).update(part);
  const asked = names === undefined ? [] : Array.from(names).toSorted();
  add(
    JSON.stringify([
      FORMAT,
      version,
      path,
      call.release,
      namespace,
      kubeVersion,
      valuesFiles,
      settings,
      names === undefined,
      asked,
    ]),
  );
  // What files that are set from hold is in the text.
  add(text);
  for (const file of valuesFiles) add(contentOf(resolve(cwd, file)));
  for (const file of files) {
    add(file.shown);
    add(file.bytes);
  }
  return hash.digest('hex').slice(0, 40);
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    return new Uint8Array();
  }
}

/** A map that was written before; undefined where there is none, or one that is not as it should be. */
export function readMap(key: string): SolvedLines | undefined {
  try {
    const stored: unknown = JSON.parse(readFileSync(fileOf(key), 'utf8'));
    if (!Array.isArray(stored)) return undefined;
    const lines = new Map<number, SolvedLine>();
    for (const row of stored) {
      const read = readRow(row);
      if (read === undefined) return undefined;
      lines.set(...read);
    }
    return lines;
  } catch {
    return undefined;
  }
}

/** Whole or not at all; a folder that cannot be written to is no reason to fail. */
export function writeMap(key: string, lines: SolvedLines): void {
  const file = fileOf(key);
  const half = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      half,
      JSON.stringify(
        Array.from(lines, ([line, solved]) => [
          line,
          ...cellsOf(solved),
          solved.value && [solved.value.key, ...cellsOf(solved.value)],
        ]),
      ),
    );
    renameSync(half, file);
  } catch {
    removeQuietly(half);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there, or nobody may touch it.
  }
}

function fileOf(key: string): string {
  const { XDG_CACHE_HOME } = process.env;
  const root = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
  return join(root, 'bulwark', 'helm-maps', `${key}.json`);
}

function cellsOf({ file, line, column, precision }: Omit<SolvedValue, 'key'>): unknown[] {
  return [file, line ?? 0, column ?? 0, PRECISIONS.indexOf(precision)];
}

function readRow(row: unknown): [number, SolvedLine] | undefined {
  if (!Array.isArray(row)) return undefined;
  const [line, file, at, column, precision, value] = row as unknown[];
  const place = readCells([file, at, column, precision]);
  if (!isLine(line) || line === 0 || place === undefined) return undefined;
  if (value === null || value === undefined) return [line, { ...place, value: undefined }];
  if (!Array.isArray(value) || typeof value[0] !== 'string') return undefined;
  const read = readCells(value.slice(1));
  return read && [line, { ...place, value: { ...read, key: value[0] } }];
}

function readCells([file, line, column, precision]: readonly unknown[]): Omit<SolvedLine, 'value'> | undefined {
  const known = typeof precision === 'number' ? PRECISIONS[precision] : undefined;
  if (typeof file !== 'string' || !isLine(line) || !isLine(column) || known === undefined) return undefined;
  return { file, line: line || undefined, column: column || undefined, precision: known };
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
