import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRenderer } from '../renderers.ts';
import { spawnIn } from '../run-program.ts';
import { charts } from './charts.ts';
import { mapChart, sharesOf } from './measure.ts';
import { mutateTemplates } from './mutate-template.ts';
import { mutateValues } from './mutate-values.ts';
import { writePage } from './page.ts';
import { rowOf, tableOf, type Row } from './table.ts';

/**
 * `npm run helm-lines -- [--mutations 30] [--write] [charts]`: how many lines of real charts are led back to their templates
 * and values, and whether that is true.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { mutations: { type: 'string', default: '30' }, write: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const helm = await buildRenderer('helm', (line) => process.stderr.write(`${line}\n`));
  if ('skipped' in helm) {
    console.log(`SKIPPED: ${helm.skipped}`);
    return;
  }
  const cache = mkdtempSync(join(tmpdir(), 'bulwark-helm-lines-'));
  process.env['XDG_CACHE_HOME'] = cache;
  const rows: Row[] = [];
  try {
    for (const { name, cwd } of charts()) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      rows.push(measure(name, cwd, dirname(helm.path), Number(values.mutations)));
    }
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
  console.log(tableOf(rows));
  for (const { name, wrong } of rows) for (const each of wrong) console.log(`wrong: ${name}: ${each}`);
  if (values.write) writePage(tableOf(rows));
  if (rows.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
}

function measure(name: string, cwd: string, helm: string, mutations: number): Row {
  const mapped = mapChart(name, { spawn: spawnIn([helm]), cwd });
  const row = rowOf(mapped, sharesOf(mapped), mutateTemplates(mapped, mutations), mutateValues(mapped, mutations));
  process.stderr.write(`${name}: ${row.exact} of ${row.lines} lines, ${row.wrong.length} wrong\n`);
  return row;
}

await main();
