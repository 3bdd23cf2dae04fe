import type { Path, Workload } from '@bulwark/model';
import type { CheckId } from '@bulwark/pod-security';
import { NOTHING, type Outcome } from '../control.ts';
import { podAnswer, type PodAnswer } from '../pod-security/pod-answer.ts';

/**
 * One outcome for each field that a check of Pod Security blames in its newest version; `unknown` for the fields that keep
 * the check from deciding. `say` may leave a field out.
 */
export function blamedFields(
  workload: Workload,
  check: CheckId,
  say: (field: Path, answer: PodAnswer) => Outcome | undefined,
): readonly Outcome[] {
  const answer = podAnswer(workload);
  const fields = answer.blamedBy(check);
  const open = answer.undecidedFor(check);
  if (fields.length === 0 && open.length === 0) return NOTHING;
  return [
    ...open.map(({ path, reason }) => ({ at: path, unknown: reason })),
    ...fields.flatMap((field) => say(field, answer) ?? []),
  ];
}

/** The same for what is missing: of a pod that is described elsewhere too nothing is missing for certain. */
export function missingFields(
  workload: Workload,
  check: CheckId,
  say: (field: Path, answer: PodAnswer) => Outcome | undefined,
): readonly Outcome[] {
  const outcomes = blamedFields(workload, check, say);
  if (outcomes.length === 0 || workload.open === undefined) return outcomes;
  return [{ at: workload.specPath, unknown: workload.open }];
}
