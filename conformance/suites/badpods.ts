import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LATEST, evaluatePod, LEVELS } from '@bulwark/pod-security';
import { load } from '@bulwark/source';
import { podOf } from '../pods.ts';
import type { Case, Suite } from '../suite.ts';

/** The strictest level that takes the pods of each profile. */
const LEVEL_OF: Readonly<Record<string, string>> = { 'nothing-allowed': 'baseline' };
const OTHERS = 'privileged';

/** Pods that are bad in one way each, in eight kinds: the level that takes them is exact. */
export const badpods: Suite = {
  id: 'badpods',
  title: "Bad Pods' eight profiles in eight kinds, at their exact level",
  oracle: 'the name of each profile: all but nothing-allowed have what only privileged takes',
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'vulnerable/badpods/manifests')),
};

function* cases(folder: string): Iterable<Case> {
  for (const profile of readdirSync(folder)) {
    const { inventory } = load([join(folder, profile)]);
    for (const object of inventory.objects) {
      if (object.kind === 'Service') continue;
      const pod = podOf(object);
      const strictest = LEVELS.findLast((level) => evaluatePod(pod, { level, version: LATEST }).verdict === 'allowed');
      const expected = LEVEL_OF[profile] ?? OTHERS;
      const id = `${profile} ${object.kind}/${object.name}`;
      yield { id, agrees: strictest === expected, detail: `expected ${expected}, we say ${strictest}` };
    }
  }
}
