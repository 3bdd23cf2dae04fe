import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { readTgz } from './read-tar.ts';

const MOST_FILES = 20_000;
const MOST_BYTES = 2 ** 28;
const DEEPEST = 32;

/** One file of a chart. */
export interface ChartFile {
  /** Below the chart's folder, with packed subcharts unpacked: `charts/redis/templates/x.yaml`. */
  readonly path: string;
  /** As a user would open it: `charts/shop/charts/redis-1.2.3.tgz!templates/x.yaml`. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

interface Reading {
  readonly files: ChartFile[];
  bytes: number;
}

/**
 * All files of a chart, a folder or a package, its subcharts among them. `shown` is how the user named it. Throws where
 * something cannot be read, or where it is more than a chart can be.
 */
export function readChartFiles(chart: string, shown: string): ChartFile[] {
  const reading: Reading = { files: [], bytes: 0 };
  if (statSync(chart).isDirectory()) readFolder(chart, '', `${shown}/`, reading, []);
  else readPackage(readFileSync(chart), '', shown, reading, 0);
  return reading.files;
}

function readFolder(folder: string, below: string, shown: string, reading: Reading, above: readonly string[]): void {
  const real = realpathSync(folder);
  // A link that leads to a folder above would never end.
  if (above.includes(real) || above.length > DEEPEST) return;
  const within = [...above, real];
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) {
      if (name !== '.git') readFolder(path, `${below}${name}/`, `${shown}${name}/`, reading, within);
    } else if (kind?.isFile()) {
      take(name, below, shown, readFileSync(path), reading);
    }
  }
}

/** A package holds one folder, named after its chart, which a user does not see. */
function readPackage(packed: Uint8Array, below: string, shown: string, reading: Reading, depth: number): void {
  if (depth > DEEPEST) return;
  for (const { path, bytes } of readTgz(packed)) {
    const inside = path.slice(path.indexOf('/') + 1);
    const cut = inside.lastIndexOf('/') + 1;
    const folder = inside.slice(0, cut);
    take(inside.slice(cut), `${below}${folder}`, `${shown}!${folder}`, bytes, reading, depth + 1);
  }
}

function take(name: string, below: string, shown: string, bytes: Uint8Array, reading: Reading, depth = 0): void {
  if (/(?:^|\/)charts\/$/.test(below) && name.endsWith('.tgz') && !/^[._]/.test(name)) {
    readPackage(bytes, `${below}${unpackedName(name)}/`, `${shown}${name}`, reading, depth);
    return;
  }
  reading.bytes += bytes.length;
  reading.files.push({ path: below + name, shown: shown + name, bytes });
  if (reading.files.length > MOST_FILES || reading.bytes > MOST_BYTES) throw new Error('the chart is too large');
}

/** Its folder, where it is unpacked: no folder that stands beside it may have the same name. */
function unpackedName(name: string): string {
  return `${basename(name, '.tgz')}.unpacked`;
}
