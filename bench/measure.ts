import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measure {
  /** Median of the wall-clock times, process start to end. */
  readonly ms: number;
  /** Largest resident set of one further run. */
  readonly megabytes: number;
}

const PEAK = new URL('./peak.mjs', import.meta.url).href;

/** Runs node with `args` so many times, after one run that warms the file cache. */
export function measure(args: readonly string[], runs: number): Measure {
  const megabytes = peak(args);
  const times = Array.from({ length: runs }, () => time(args)).toSorted((a, b) => a - b);
  return { ms: times[Math.floor(times.length / 2)] ?? Number.NaN, megabytes };
}

function time(args: readonly string[]): number {
  const start = performance.now();
  run(args, {});
  return performance.now() - start;
}

function peak(args: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const file = join(folder, 'peak');
    run(['--import', PEAK, ...args], { BENCH_PEAK: file });
    return Number(readFileSync(file, 'utf8')) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${String(stderr).slice(0, 500)}`);
}
