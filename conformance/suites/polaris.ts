import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { corporaFolder } from '../../tools/corpora.ts';
import { answer, coverageOf } from '../aliased.ts';
import type { Case, Suite } from '../suite.ts';

const FOLDER = 'conformance/polaris-checks/test/checks';

/** One folder for each check, with files whose names begin with what it says of them. */
export const polaris: Suite = {
  id: 'polaris',
  title: `Polaris' own tests, ${coverageOf('polaris', checksIn(corporaFolder()))}`,
  oracle: 'the name of each file: success or failure',
  exceptions: [],
  run: (corpora) => cases(corpora),
};

/** The checks that Polaris brings; those that a test defines for itself (check.yaml) are none. */
function checksIn(corpora: string | undefined): readonly string[] {
  const folder = join(corpora ?? '', FOLDER);
  if (corpora === undefined || !existsSync(folder)) return [];
  return readdirSync(folder).filter((check) => !existsSync(join(folder, check, 'check.yaml')));
}

function* cases(corpora: string): Iterable<Case> {
  for (const check of checksIn(corpora)) {
    for (const file of readdirSync(join(corpora, FOLDER, check))) {
      const verdict = /^(success|failure)\./.exec(file)?.[1];
      if (verdict === undefined) continue;
      const path = join(corpora, FOLDER, check, file);
      const expected = verdict === 'success' ? 'passes' : 'fails';
      const said = answer({ id: `${check}/${file}`, tool: 'polaris', checks: [check], path, expected });
      if (said !== undefined) yield said;
    }
  }
}
