import type { Hazard } from '@bulwark/model';
import { CHECKS, type CheckId } from '@bulwark/pod-security';
import { editWords } from '../edit-words.ts';
import type { HardenedWorkload, Step } from './harden.ts';

/** What is done about one check of the level, as people read it. */
export interface StepGroup {
  readonly check: CheckId;
  readonly safe: boolean;
  readonly remedy: string;
  readonly edits: readonly string[];
  /** What several edits may break alike is said once. */
  readonly hazards: readonly Hazard[];
}

/** The steps of a workload by check, safe ones first. */
export function stepGroups({ steps }: HardenedWorkload): readonly StepGroup[] {
  const groups = Map.groupBy(steps, ({ check, safe }) => `${Number(!safe)}${check}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [groupOf(first, own)];
  });
}

function groupOf({ check, safe }: Step, own: readonly Step[]): StepGroup {
  const hazards = new Map(own.flatMap((step) => step.hazards).map((hazard) => [hazard.what, hazard] as const));
  return {
    check,
    safe,
    remedy: CHECKS.find(({ id }) => id === check)?.remedy ?? '',
    edits: own.flatMap(({ edits }) => edits.map(editWords)),
    hazards: [...hazards.values()],
  };
}
