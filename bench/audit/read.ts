/** One process that reads a generated log of so many megabytes: `read.ts 1000 floor|parse|read`. Prints what it took. */
import { AuditReader } from '@bulwark/audit';
import { Observations } from '@bulwark/least-privilege';
import { logBlocks } from './log.ts';

const [megabytes = '1000', what = 'read'] = process.argv.slice(2);
const decoder = new TextDecoder();
const keys = new Set<string>();
let bad = 0;
const observations = new Observations();
const reader = new AuditReader({ event: (event) => observations.add(event), bad: () => void bad++ });
/** What it takes to read the same with nothing but JSON.parse. */
function parseLines(bytes: Uint8Array): void {
  for (let from = 0, to = bytes.indexOf(10); to !== -1; from = to + 1, to = bytes.indexOf(10, from)) {
    const { verb, user, objectRef } = JSON.parse(decoder.decode(bytes.subarray(from, to)));
    keys.add(`${user.username} ${verb} ${objectRef.resource} ${objectRef.name}`);
  }
}

let bytes = 0;
const start = performance.now();
for (const block of logBlocks(Number(megabytes))) {
  bytes += block.bytes.length;
  if (what === 'parse') parseLines(block.bytes);
  else if (what !== 'floor')
    for (let at = 0; at < block.bytes.length; at += 65_536) reader.push(block.bytes.subarray(at, at + 65_536));
}
reader.end();
const ms = performance.now() - start;
const cpu = process.cpuUsage();
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    what,
    megabytes: bytes / 1e6,
    ms,
    cpu: (cpu.user + cpu.system) / 1000,
    peak,
    events: reader.counts.events,
    bad,
    distinct: distinct(),
  }),
);

function distinct(): number {
  const series = [...observations.subjects.values()].flatMap(({ allowed, denied }) => [...allowed.values(), ...denied.values()]);
  return series.reduce((sum, { uses }) => sum + uses.size, keys.size);
}
