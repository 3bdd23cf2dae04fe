import { dice, type Dice } from '../dice.ts';
import { CONTAINER_TWISTS } from './container-twists.ts';
import { CONTEXT_TWISTS } from './context-twists.ts';
import { bareDraft, makeRestricted, makeWindows } from './drafts.ts';
import { ODD_TWISTS } from './odd-twists.ts';
import { POD_TWISTS } from './pod-twists.ts';
import { allContainers, child, podOf, type Draft, type Fields } from './pod.ts';

/**
 * Pods around the border between good and bad: most begin as one that `restricted` lets in, some as a bare one, and then a few
 * things change that checks look at. The same seed gives the same pods. Most are valid: the server says what is wrong with
 * a pod before it looks at its security. Ephemeral containers cannot be created with a pod and are only for other judges.
 */
export function generatePods(
  count: number,
  seed: number,
  { ephemeral = false }: { readonly ephemeral?: boolean } = {},
): readonly Fields[] {
  const random = dice(seed);
  return Array.from({ length: count }, (_, at) => podOf(draft(random, ephemeral), `pod-${at}`));
}

function draft(random: Dice, ephemeral: boolean): Draft {
  const made = bareDraft(random, ephemeral);
  if (random.chance(0.75)) makeRestricted(random, made);
  for (let count = random.below(5); count > 0; count--) twist(random, made);
  if (random.chance(0.08)) makeWindows(random, made);
  if (random.chance(0.15)) random.pick(ODD_TWISTS)(random, made);
  return made;
}

function twist(random: Dice, made: Draft): void {
  const kind = random.number();
  if (kind < 0.25) return random.pick(POD_TWISTS)(random, made);
  const containers = random.chance(0.15) ? allContainers(made) : [random.pick(allContainers(made))];
  if (kind < 0.65) {
    const change = random.pick(CONTAINER_TWISTS);
    for (const container of containers) change(random, container, made);
    return;
  }
  const change = random.pick(CONTEXT_TWISTS);
  const contexts = random.chance(0.4) ? [made.podContext] : containers.map((each) => child(each, 'securityContext'));
  for (const context of contexts) change(random, context);
}
