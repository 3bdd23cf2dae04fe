import { WAIVER_CONTROLS } from '@bulwark/engine';
import type { Explanation } from '../explanation.ts';

/** What is to be said of a finding about an excuse: none of them judges a manifest, so there are no examples. */
export function waiverExplanation(id: string): Explanation | undefined {
  const control = Object.values(WAIVER_CONTROLS).find((one) => one.id === id.toLowerCase());
  if (control === undefined) return undefined;
  return {
    ...control,
    offByDefault: undefined,
    details: undefined,
    hazards: [],
    parameters: {},
    fails: [],
    passes: [],
    requirements: {},
    aliases: {},
    formerIds: [],
    references: [],
  };
}
