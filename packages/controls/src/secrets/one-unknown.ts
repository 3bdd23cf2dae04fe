import { NOTHING, type Outcome } from '../control.ts';

/**
 * The outcomes with only the first of those that are unknown, at the end. Manifests that are read alone seldom show what
 * they refer to: to say so once is enough.
 */
export function withOneUnknown(outcomes: Iterable<Outcome>): readonly Outcome[] {
  let failures: Outcome[] | undefined;
  let unknown: Outcome | undefined;
  for (const outcome of outcomes) {
    if ('unknown' in outcome) unknown ??= outcome;
    else (failures ??= []).push(outcome);
  }
  if (unknown !== undefined) (failures ??= []).push(unknown);
  return failures ?? NOTHING;
}
