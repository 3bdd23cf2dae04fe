/**
 * `npm run fuzz -- --count 100000`: manifests that nobody would write, through everything that reads them. `BULWARK_SEED=7`
 * chooses the cases, `--from 12` begins with batch 12 of them, `--deep 1` renders every batch, `--heavy 5` makes one case in five very long or deep,
 * `--all` goes on after a failure.
 */
import { parseArgs } from 'node:util';
import { corporaFolder } from '../corpora.ts';
import { fuzz } from './fuzz.ts';
import { fuzzSettings } from './fuzz-settings.ts';
import { Reach } from './reach.ts';
import { corpusSeeds, exampleSeeds } from './seeds.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    deep: { type: 'string', default: '10' },
    heavy: { type: 'string', default: '300' },
    all: { type: 'boolean', default: false },
  },
});
const wish = process.env['BULWARK_SEED'] ?? '20260101';
const seed = wish === 'random' ? Date.now() % 1_000_000 : Number(wish);
const corpora = corporaFolder();
const seeds = [exampleSeeds(), ...(corpora === undefined ? [] : [corpusSeeds(corpora)])];
const count = Number(values.count);
console.log(
  `seed ${seed}: ${count} cases made of ${seeds.flat().length} manifests${corpora === undefined ? ' (no corpora)' : ''}`,
);

const failures: string[] = [];
const report = (failure: string): boolean => {
  failures.push(failure);
  console.error(`\n${failure}`);
  return values.all;
};
const reach = new Reach();
const done = await fuzz({
  seeds,
  seed,
  count,
  from: Number(values.from),
  deepOnce: Number(values.deep),
  heavy: Number(values.heavy),
  report,
  reach,
  progress: (cases) => {
    if (cases % 5000 === 0) console.log(`${cases} cases, ${failures.length} failures`);
  },
});
const settings = failures.length > 0 && !values.all ? 0 : fuzzSettings({ seed, count: Math.ceil(count / 5), report });
console.log(
  `${done} manifests and ${settings} settings: ${failures.length === 0 ? 'every law held' : `${failures.length} failures`}`,
);
console.log(String(reach));
if (reach.silent.length > 0) console.log(`silent: ${reach.silent.join(', ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
