import { partialReason, valueAt, type Path, type Workload } from '@bulwark/model';
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

/** The same for a check that also blames what is missing. */
export function missingFields(
  workload: Workload,
  check: CheckId,
  say: (field: Path, answer: PodAnswer) => Outcome | undefined,
): readonly Outcome[] {
  return certainOf(workload, blamedFields(workload, check, say));
}

/**
 * Of a part of a pod, and of one that is described elsewhere too, what stands in it is certain; what is missing is not, and
 * is unknown once. A patch does not show all its containers, so that something is always open.
 */
export function certainOf(workload: Workload, outcomes: readonly Outcome[]): readonly Outcome[] {
  const { object, open } = workload;
  const partial = partialReason(object);
  const rest = partial ?? (open === undefined ? undefined : { at: workload.specPath, unknown: open });
  if (rest === undefined) return outcomes;
  const certain = outcomes.filter(({ at }) => valueAt(object.value, at) !== undefined);
  const hidesSome = object.partial === 'kustomize-patch' || (partial !== undefined && workload.containers.length === 0);
  return hidesSome || certain.length < outcomes.length ? [...certain, rest] : certain;
}
