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

/** Where files are put: below the chart, and as a user would open them. */
interface Place {
  readonly below: string;
  readonly shown: string;
  /** How many packages it is within. */
  readonly depth: number;
}

/**
 * All files of a chart, a folder or a package, its subcharts among them. `shown` is how the user named it. Throws where
 * something cannot be read, or where it is more than a chart can be.
 */
export function readChartFiles(chart: string, shown: string): ChartFile[] {
  const reading: Reading = { files: [], bytes: 0 };
  if (statSync(chart).isDirectory()) readFolder(chart, { below: '', shown: `${shown}/`, depth: 0 }, reading, []);
  else readPackage(readFileSync(chart), { below: '', shown: `${shown}!`, depth: 0 }, reading);
  return reading.files;
}

function readFolder(folder: string, place: Place, reading: Reading, above: readonly string[]): void {
  const real = realpathSync(folder);
  // A link that leads to a folder above would never end.
  if (above.includes(real) || above.length > DEEPEST) return;
  const within = [...above, real];
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) {
      if (name !== '.git') readFolder(path, inside(place, `${name}/`), reading, within);
    } else if (kind?.isFile()) {
      take(name, readFileSync(path), place, reading);
    }
  }
}

/** A package holds one folder, named after its chart, which a user does not see. */
function readPackage(packed: Uint8Array, place: Place, reading: Reading): void {
  if (place.depth > DEEPEST) return;
  for (const { path, bytes } of readTgz(packed)) {
    const below = path.slice(path.indexOf('/') + 1);
    const cut = below.lastIndexOf('/') + 1;
    take(below.slice(cut), bytes, inside(place, below.slice(0, cut)), reading);
  }
}

function inside({ below, shown, depth }: Place, folder: string): Place {
  return { below: below + folder, shown: shown + folder, depth };
}

function take(name: string, bytes: Uint8Array, { below, shown, depth }: Place, reading: Reading): void {
  if (/(?:^|\/)charts\/$/.test(below) && name.endsWith('.tgz') && !/^[._]/.test(name)) {
    readPackage(bytes, { below: `${below}${unpackedName(name)}/`, shown: `${shown}${name}!`, depth: depth + 1 }, reading);
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
