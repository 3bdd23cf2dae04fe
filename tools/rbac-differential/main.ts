/**
 * `npm run rbac-differential -- --count 1000000`: the index of `packages/rbac` against the authorizer as upstream writes it, over
 * random policies in which everything is called like something else. `BULWARK_SEED=7` chooses them.
 */
import { parseArgs } from 'node:util';
import { compare } from './differential.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' } } });
const wish = process.env['BULWARK_SEED'] ?? '20260101';
const seed = wish === 'random' ? Date.now() % 1_000_000 : Number(wish);
const start = performance.now();
const { decisions, policies, allowed, withGaps, differences } = compare(seed, Number(values.count));
const seconds = ((performance.now() - start) / 1000).toFixed(1);
for (const difference of differences) console.error(`\n${difference}`);
console.log(
  `seed ${seed}: ${decisions} decisions over ${policies} policies in ${seconds} s, ${allowed} allowed, ${withGaps} with gaps: ${differences.length} differences`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
