/**
 * `npm run bench:audit -- 1000`: a generated audit log of so many megabytes through the reader and into observations, against
 * JSON.parse of its lines alone, each in a process of its own. Fails where the memory is not bounded.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Measured {
  readonly megabytes: number;
  readonly ms: number;
  readonly cpu: number;
  readonly peak: number;
  readonly events: number;
  readonly bad: number;
  readonly distinct: number;
}

const MEGABYTES_AT_MOST = 250;

function run(megabytes: string, what: string): Measured {
  const script = join(import.meta.dirname, 'read.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=bulwark-source', script, megabytes, what]);
  if (status !== 0) throw new Error(String(stderr));
  return JSON.parse(String(stdout)) as Measured;
}

function main([megabytes = '1000']: readonly string[]): number {
  const floor = run(megabytes, 'floor');
  for (const what of ['parse', 'read']) {
    const measured = run(megabytes, what);
    const ms = measured.ms - floor.ms;
    const cpu = measured.cpu - floor.cpu;
    console.log(
      `${what.padEnd(6)} ${((measured.megabytes / ms) * 1000).toFixed(0)} MB/s (${((measured.megabytes / cpu) * 1000).toFixed(0)} of CPU time), ` +
        `${measured.peak.toFixed(0)} MB, ${measured.distinct} distinct, ${measured.bad} bad`,
    );
    if (what !== 'read') continue;
    const holds = measured.peak <= MEGABYTES_AT_MOST && measured.bad === 0;
    console.log(`${holds ? 'holds' : 'FAILS'}  memory: ${measured.peak.toFixed(0)} MB (at most ${MEGABYTES_AT_MOST})`);
    return holds ? 0 : 1;
  }
  return 1;
}

process.exitCode = main(process.argv.slice(2));
