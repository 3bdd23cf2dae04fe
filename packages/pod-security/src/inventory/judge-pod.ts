import { valueAt, type Json, type Path } from '@bulwark/model';
import { evaluatePod, type Violation } from '../evaluate.ts';
import type { LevelVersion } from '../level-version.ts';
import { pathInObject } from '../pod/workload-pod.ts';
import type { ObjectPod } from './object-pods.ts';

/** What a level says of a pod of an object. All paths start at the object. */
export interface PodJudgement {
  readonly verdict: 'allowed' | 'forbidden' | 'unknown';
  readonly violations: readonly Violation[];
  /** What could not be decided, and why. With violations beside it, the words of the server may be more than ours. */
  readonly unknown: readonly UndecidedPart[];
}

export interface UndecidedPart {
  readonly path: Path;
  readonly reason: string;
}

/**
 * Judges a pod where all of it may not be known. What a part of a pod sets stands, and breaks a level; what it does not set
 * may be set elsewhere, so that a part is never allowed, and never blamed for what is missing.
 */
export function judgePod({ workload, parts, pod, doubt }: ObjectPod, standard: LevelVersion, newest?: number): PodJudgement {
  const evaluation = evaluatePod(pod, standard, newest);
  if (evaluation.verdict === 'allowed' && doubt === undefined) return ALLOWED;
  const found =
    doubt?.isOpen === true ? evaluation.violations.filter(({ fields }) => areSet(parts, fields)) : evaluation.violations;
  const isDoubtful = doubt !== undefined && standard.level !== 'privileged' && (doubt.isOpen || found.length === 0);
  const unknown = [
    ...(isDoubtful ? [{ path: workload.specPath, reason: doubt.reason }] : []),
    ...evaluation.unknown.map(({ path, reason }) => ({
      path: pathInObject(workload, path),
      reason: `${reason}: the API server refuses it`,
    })),
  ];
  const violations = found.map((violation) => ({
    ...violation,
    fields: violation.fields.map((path) => pathInObject(workload, path)),
  }));
  if (violations.length > 0) return { verdict: 'forbidden', violations, unknown };
  return { verdict: unknown.length > 0 ? 'unknown' : 'allowed', violations, unknown };
}

const ALLOWED: PodJudgement = { verdict: 'allowed', violations: [], unknown: [] };

function areSet({ metadata, spec }: ObjectPod['parts'], fields: readonly Path[]): boolean {
  const pod: Json = { metadata: metadata ?? null, spec: spec ?? null };
  return fields.every((path) => valueAt(pod, path) !== undefined);
}
