import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what a test has seen into the folder that `BULWARK_CLUSTER_RECORD` names, one JSON row a line, for whoever wants to
 * look at it or to compare something else with it. Writes nothing where none is named.
 */
export function record(name: string, rows: Iterable<unknown>): void {
  const folder = process.env['BULWARK_CLUSTER_RECORD'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.jsonl`), Array.from(rows, (row) => `${JSON.stringify(row)}\n`).join(''));
}
