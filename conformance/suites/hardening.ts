import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hardenObject, judgePod, LATEST, podsOf, type HardenedObject, type Level } from '@bulwark/pod-security';
import { load } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';

const FOLDERS = ['real', 'vulnerable'];
const LEVELS = ['baseline', 'restricted'] as const satisfies readonly Level[];

/** The workloads of the corpora, brought to both levels: allowed then, or with what stands in the way. */
export const hardening: Suite = {
  id: 'hardening',
  title: 'Workloads of the corpora that break a level, hardened: the level allows the edited pod',
  oracle: 'the checks of Pod Security, which are held to those of the API server by the suites above',
  exceptions: [],
  run: (corpora) => (FOLDERS.every((folder) => existsSync(join(corpora, folder))) ? cases(corpora) : undefined),
  apart: (corpora) => [...asked(corpora)].flatMap((each) => ('agrees' in each ? [] : [each])),
};

function* cases(corpora: string): Iterable<Case> {
  for (const each of asked(corpora)) if ('agrees' in each) yield each;
}

const KNOWN = new Map<string, readonly (Case | Apart)[]>();

/** Asked once for each folder: cases and what stays apart come of the same edits. */
function asked(corpora: string): readonly (Case | Apart)[] {
  const known = KNOWN.get(corpora) ?? [...all(corpora)];
  KNOWN.set(corpora, known);
  return known;
}

function* all(corpora: string): Iterable<Case | Apart> {
  for (const folder of FOLDERS) {
    const { inventory } = load([join(corpora, folder)]);
    for (const object of inventory.objects) {
      for (const level of LEVELS) yield* judged(folder, hardenObject(object, { level, version: LATEST }), level);
    }
  }
}

function* judged(
  folder: string,
  { object, hardened, workloads }: HardenedObject,
  level: (typeof LEVELS)[number],
): Iterable<Case | Apart> {
  const after = podsOf(hardened).pods.map((pod) => judgePod(pod, { level, version: LATEST }));
  for (const [at, { before, left }] of workloads.entries()) {
    if (before.verdict === 'allowed') continue;
    const now = after[at];
    const open = now?.violations.length === 0 && now.unknown.length > 0;
    if (left.length > 0) yield { group: `${folder}, ${level}`, why: `holds what no edit can mend: ${left[0]?.check}` };
    else if (open || before.unknown.length > 0)
      yield { group: `${folder}, ${level}`, why: 'is not all of a pod, so that nothing of it is proved' };
    else {
      const id = `${object.origin?.file.path}/${object.kind}/${object.name}/${at}/${level}`;
      yield {
        id,
        agrees: now?.verdict === 'allowed',
        detail: now?.violations.map(({ reason }) => reason).join(', ') ?? 'is gone',
      };
    }
  }
}
