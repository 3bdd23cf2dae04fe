import {
  booleanAt,
  effectiveField,
  formatPath,
  podFieldPath,
  valueAt,
  type Container,
  type Json,
  type Path,
  type Workload,
} from '@bulwark/model';
import { NOTHING, type Failure, type Outcome } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { namesAmong, shown } from '../wording.ts';

export type IdField = 'runAsUser' | 'runAsGroup';

interface Decided {
  readonly container: Container;
  readonly path: Path;
  readonly value: Json | undefined;
}

/**
 * What there is to say of the containers whose user or group is below `lowest`, or left to the image: one finding for each
 * field that decides. In a user namespace of its own no number of the pod is one of the node's.
 */
export function lowIds(
  workload: Workload,
  field: IdField,
  lowest: number,
  say: (who: string, id: number | undefined) => Omit<Failure, 'at'>,
): readonly Outcome[] {
  const low = containersBelow(workload, field, lowest);
  if (low.length === 0 || podAnswer(workload).isWindows || booleanAt(workload.spec, 'hostUsers') === false) return NOTHING;
  const groups = Map.groupBy(low, ({ path }) => formatPath(path));
  return [...groups.values()].map((group): Outcome => {
    const [{ path: at, value } = { path: workload.specPath, value: undefined }] = group;
    if (value !== undefined && !isId(value)) return { at, unknown: `${field} is ${shown(value)}, which the API server refuses` };
    if (value === undefined && workload.open !== undefined) return { at: workload.specPath, unknown: workload.open };
    return {
      at,
      ...say(
        namesAmong(
          workload,
          group.map(({ container }) => container),
        ),
        value,
      ),
    };
  });
}

const NONE: readonly Decided[] = [];

function containersBelow(workload: Workload, field: IdField, lowest: number): readonly Decided[] {
  const path: Path = ['securityContext', field];
  const ofPod = valueAt(workload.spec, path) ?? undefined;
  let low: Decided[] | undefined;
  for (const container of workload.containers) {
    const value = valueAt(container.value, path) ?? ofPod;
    if (typeof value === 'number' && value >= lowest && isId(value)) continue;
    // What is set nowhere is best set in the pod, for all of them.
    const at =
      value === undefined
        ? podFieldPath(workload, ...(path as ['securityContext', IdField]))
        : effectiveField(workload, container, field).path;
    (low ??= []).push({ container, path: at, value });
  }
  return low ?? NONE;
}

/** The API server takes no other. */
function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2 ** 31 - 1;
}
