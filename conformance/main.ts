/**
 * `npm run conformance`: runs every suite over the corpora, prints the table and writes docs/conformance.md.
 * With `--check` it writes nothing and fails where the page is not what it would write.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { corporaFolder } from '../tools/corpora.ts';
import { apartLines, page, table } from './page.ts';
import { complaints, runSuite, type Outcome } from './suite.ts';
import { suites } from './suites.ts';

const PAGE = join(resolve(import.meta.dirname, '..'), 'docs/conformance.md');

function main(check: boolean): number {
  const corpora = corporaFolder();
  if (corpora === undefined) {
    console.log(`skipped: ${suites.length} conformance suites: no corpora (set BULWARK_CORPORA, or unpack them into .corpora)`);
    return 0;
  }
  const outcomes: Outcome[] = [];
  for (const suite of suites) {
    const outcome = runSuite(suite, corpora);
    if (outcome === undefined) console.log(`skipped: ${suite.id}: its oracle is not among the corpora`);
    else outcomes.push(outcome);
  }
  console.log(table(outcomes));
  for (const { suite, apart } of outcomes) for (const line of apartLines(apart)) console.log(`${suite.id} ${line}`);
  const wrong = outcomes.flatMap(complaints);
  for (const line of wrong.slice(0, 50)) console.error(line);
  if (wrong.length > 50) console.error(`and ${wrong.length - 50} more`);
  return wrong.length > 0 || !settle(outcomes, check) ? 1 : 0;
}

/** Writes the page, or says whether it is what would be written. */
function settle(outcomes: readonly Outcome[], check: boolean): boolean {
  const text = page(outcomes);
  const fresh = existsSync(PAGE) && readFileSync(PAGE, 'utf8') === text;
  if (!check) writeFileSync(PAGE, text);
  else if (!fresh) console.error('docs/conformance.md is stale: run npm run conformance');
  return !check || fresh;
}

process.exitCode = main(process.argv.includes('--check'));
