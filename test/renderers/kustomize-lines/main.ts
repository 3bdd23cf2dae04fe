import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Spawn } from '@bulwark/render';
import { corporaFolder } from '../../../tools/corpora.ts';
import { buildRenderer } from '../renderers.ts';
import { spawnIn } from '../run-program.ts';
import { mutate } from './mutation.ts';
import { tableOf, writePage, type Row } from './page.ts';
import { chosen } from './sample.ts';
import { survey } from './survey.ts';

/**
 * `npm run kustomize-lines -- [--samples 600] [--write] [--under real/flux2]`: every kustomization of the corpora, rendered by
 * kustomize and by kubectl: how many render, why the others do not, and for how many fields the line that they come from is
 * known. Then such lines are changed, one at a time, to see that they are the right ones. `BULWARK_SEED` chooses the lines.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      samples: { type: 'string', default: '600' },
      under: { type: 'string', default: 'real' },
      write: { type: 'boolean', default: false },
    },
  });
  const corpora = corporaFolder();
  const kustomize = await buildRenderer('kustomize', (line) => process.stderr.write(`${line}\n`));
  const programs: (readonly [name: string, spawn: Spawn])[] = [['kubectl kustomize', withoutKustomize(spawnIn([]))]];
  if ('path' in kustomize) programs.unshift(['kustomize', spawnIn([dirname(kustomize.path)])]);
  else console.log(`SKIPPED: ${kustomize.skipped}`);
  if (corpora === undefined) {
    console.log('SKIPPED: there are no corpora here');
    return;
  }
  const rows = programs.map(([name, spawn]) => measured(name, join(corpora, values.under), spawn, Number(values.samples)));
  console.log(tableOf(rows));
  if (values.write) writePage(tableOf(rows));
  if (rows.some(({ verdicts }) => verdicts.some(({ outcome }) => outcome === 'wrong'))) process.exitCode = 1;
}

/** Works on a copy: lines are changed in it. */
function measured(program: string, folder: string, spawn: Spawn, samples: number): Row {
  const root = mkdtempSync(join(tmpdir(), 'bulwark-kustomize-lines-'));
  try {
    cpSync(folder, root, { recursive: true, dereference: true });
    const outcome = survey(root, spawn);
    for (const { folder: each, fields } of outcome.rendered) {
      const vague = fields.filter(({ source }) => source.precision !== 'exact').length;
      if (vague > 0) process.stderr.write(`${each}: ${vague} of ${fields.length} fields are not exact\n`);
    }
    const seed = Number(process.env['BULWARK_SEED'] ?? '20260101');
    const verdicts = chosen(outcome, samples, seed).map(([each, field]) => mutate(root, each, field, spawn));
    for (const { outcome: kind, detail } of verdicts) if (kind !== 'right') process.stderr.write(`${kind}: ${detail}\n`);
    return { program, survey: outcome, verdicts };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** As on a machine that has only kubectl. */
function withoutKustomize(spawn: Spawn): Spawn {
  return (command, args, options) =>
    command === 'kustomize' ? { status: undefined, stdout: new Uint8Array(), stderr: '' } : spawn(command, args, options);
}

await main();
