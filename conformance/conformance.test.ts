import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../tools/corpora.ts';
import { complaints, runSuite } from './suite.ts';
import { suites } from './suites.ts';

const corpora = corporaFolder();
if (corpora === undefined)
  console.log(`skipped: ${suites.length} conformance suites: no corpora (set BULWARK_CORPORA, or unpack them into .corpora)`);

describe.runIf(corpora !== undefined)('conformance', () => {
  test.for(suites.map((suite) => [suite.id, suite] as const))('%s', { timeout: 120_000 }, ([, suite], context) => {
    const outcome = runSuite(suite, corpora ?? '');
    if (outcome === undefined) return context.skip(`the oracle of ${suite.id} is not among the corpora`);
    expect(complaints(outcome).slice(0, 20)).toEqual([]);
    return undefined;
  });
});
