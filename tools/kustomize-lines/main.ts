/**
 * `npm run kustomize-lines -- --samples 600`: every kustomization of the corpora, rendered by the kustomize or kubectl of this
 * machine: how many render, why the others do not, and for how many fields the line that they come from is known. Then lines
 * are changed, one at a time, to see that they are the right ones. `--kubectl` leaves kustomize out, `BULWARK_SEED` chooses.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { corporaFolder } from '../corpora.ts';
import { mutate, type Verdict } from './mutation.ts';
import { chosen } from './sample.ts';
import { spawn, withoutKustomize } from './spawn.ts';
import { survey, type Survey } from './survey.ts';

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '600' },
    under: { type: 'string', default: 'real' },
    kubectl: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const corpora = corporaFolder();
if (corpora === undefined) throw new Error('there are no corpora here: set BULWARK_CORPORA');
const run = values.kubectl ? withoutKustomize : spawn;
const root = mkdtempSync(join(tmpdir(), 'bulwark-kustomize-lines-'));
try {
  cpSync(join(corpora, values.under), root, { recursive: true, dereference: true });
  const outcome = survey(root, run);
  printSurvey(outcome);
  const seed = Number(process.env['BULWARK_SEED'] ?? '20260101');
  const verdicts = chosen(outcome, Number(values.samples), seed).map(([folder, field]) => mutate(root, folder, field, run));
  printVerdicts(verdicts);
  process.exitCode = verdicts.some(({ outcome: each }) => each === 'wrong') ? 1 : 0;
} finally {
  rmSync(root, { recursive: true, force: true });
}

function printSurvey(outcome: Survey): void {
  const { kustomizations, rendered, failures, version, builds } = outcome;
  const program = values.kubectl ? 'kubectl kustomize' : 'kustomize';
  console.log(`${program} ${version}: ${kustomizations} kustomizations, ${rendered.length} render`);
  for (const [why, count] of [...failures].toSorted((a, b) => b[1] - a[1])) console.log(`  ${count} do not: ${why}`);
  const fields = rendered.flatMap((each) => each.fields);
  for (const precision of ['exact', 'approximate', 'unknown'] as const) {
    const count = fields.filter(({ source }) => source.precision === precision).length;
    console.log(`  ${count} of ${fields.length} fields ${precision} (${((100 * count) / fields.length).toFixed(2)} %)`);
  }
  console.log(`  ${(builds / rendered.length).toFixed(1)} builds for each that renders`);
  if (!values.verbose) return;
  for (const { folder, fields: all } of rendered) {
    const vague = all.filter(({ source }) => source.precision !== 'exact').length;
    if (vague > 0) console.log(`  ${folder}: ${vague} of ${all.length} not exact`);
  }
}

function printVerdicts(verdicts: readonly Verdict[]): void {
  const of = (kind: Verdict['outcome']): Verdict[] => verdicts.filter(({ outcome }) => outcome === kind);
  for (const { detail } of of('wrong')) console.error(`  wrong: ${detail}`);
  if (values.verbose) for (const { detail } of of('not decided')) console.log(`  not decided: ${detail}`);
  console.log(
    `${verdicts.length} lines changed: ${of('right').length} right, ${of('wrong').length} wrong, ${of('not decided').length} not decided`,
  );
}
