/**
 * `npm run bench`: the built program against the floor (js-yaml's plain load of the same files) and against bare Node, each
 * as a process, in one run, so that the ratios mean something on any machine. Fails where a bar does not hold.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from '@bulwark/source';
import { corporaFolder } from '../tools/corpora.ts';
import { bars, type Measures } from './bars.ts';
import { growTree } from './grow-tree.ts';
import { measure, type Measure } from './measure.ts';
import { sizeOf } from './size-of.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'packages/cli/dist/main.js');
const FLOOR = join(ROOT, 'bench/floor.mjs');
const TREES = join(ROOT, '.bench');
const RUNS = Number(process.env['BENCH_RUNS'] ?? 7);

function scan(path: string): string[] {
  return [PROGRAM, 'scan', path, '--fail-on', 'never'];
}

function tree(objects: number): string {
  const folder = join(TREES, String(objects));
  if (!existsSync(folder)) {
    mkdirSync(TREES, { recursive: true });
    growTree(folder, objects);
  }
  return folder;
}

function line(name: string, { ms, megabytes }: Measure, path?: string, objects?: number): void {
  const size = path === undefined ? undefined : sizeOf(path);
  const rate = objects === undefined ? '' : `${((objects / ms) * 1000).toFixed(0).padStart(7)} objects/s`;
  const speed =
    size === undefined ? '' : `${(size.bytes / 1e3 / ms).toFixed(1).padStart(6)} MB/s ${String(size.files).padStart(6)} files`;
  console.log(
    `${name.padEnd(38)} ${ms.toFixed(0).padStart(6)} ms ${megabytes.toFixed(0).padStart(5)} MB  ${speed} ${rate}`.trimEnd(),
  );
}

function starts(): Pick<Measures, 'bare' | 'version' | 'oneFile'> {
  const bare = measure(['-e', '0'], RUNS * 3);
  const version = measure([PROGRAM, '--version'], RUNS * 3);
  const oneFile = measure(scan(join(ROOT, 'examples/guide/hardened-pod.yaml')), RUNS * 3);
  line('node -e 0', bare);
  line('bulwark --version', version);
  line('bulwark scan, one file', oneFile);
  return { bare, version, oneFile };
}

function main(): number {
  if (!existsSync(PROGRAM)) throw new Error('build first: npm run build');
  const corpora = corporaFolder();
  const measures: Measures = { ...starts(), floor: undefined, real: undefined, ...growth() };
  if (corpora === undefined) console.log('skipped: the comparison on real manifests: no corpora');
  else {
    const real = join(corpora, 'real');
    const pair = [measure([FLOOR, real], RUNS), measure(scan(real), RUNS)] as const;
    line('js-yaml, plain load of real/', pair[0], real);
    line('bulwark scan real/', pair[1], real, load([real]).inventory.objects.length);
    Object.assign(measures, { floor: pair[0], real: pair[1] });
  }
  const results = bars(measures);
  for (const bar of results) console.log(`${bar.holds ? 'holds' : 'FAILS'}  ${bar.text}`);
  return results.every((bar) => bar.holds) ? 0 : 1;
}

function growth(): Pick<Measures, 'small' | 'large' | 'largeFloor'> {
  const small = measure(scan(tree(10_000)), 3);
  const large = measure(scan(tree(50_000)), 3);
  const largeFloor = measure([FLOOR, tree(50_000)], 3);
  line('bulwark scan, 10,000 objects', small, tree(10_000), 10_000);
  line('bulwark scan, 50,000 objects', large, tree(50_000), 50_000);
  line('js-yaml, plain load of 50,000 objects', largeFloor, tree(50_000));
  return { small, large, largeFloor };
}

process.exitCode = main();
