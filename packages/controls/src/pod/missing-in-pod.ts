import type { CheckId, Pod, PodContainer } from '@bulwark/pod-security';
import { formatPath, type Workload } from '@bulwark/model';
import { NOTHING, type Failure, type Outcome } from '../control.ts';
import { podAnswer, type PodAnswer } from '../pod-security/pod-answer.ts';
import { lacking } from './confinement.ts';

/**
 * One finding for a pod, for all its containers that lack what the pod can say for them; `unknown` where a field of the
 * checks cannot be read, or where the pod is described elsewhere too. Windows pods lack nothing of Linux.
 */
export function missingInPod(
  workload: Workload,
  checks: readonly CheckId[],
  lacks: (pod: Pod, container: PodContainer) => boolean,
  say: (answer: PodAnswer, lack: readonly PodContainer[]) => Failure,
): readonly Outcome[] {
  const answer = podAnswer(workload);
  if (answer.isWindows) return NOTHING;
  if (answer.read.pod.problems.length > 0) {
    // What several checks read is said once.
    const open = new Map(checks.flatMap((check) => answer.undecidedFor(check)).map((part) => [formatPath(part.path), part]));
    if (open.size > 0) return [...open.values()].map(({ path, reason }) => ({ at: path, unknown: reason }));
  }
  const lack = lacking(answer.read.pod, lacks);
  if (lack.length === 0) return NOTHING;
  if (workload.open !== undefined) return [{ at: workload.specPath, unknown: workload.open }];
  return [say(answer, lack)];
}
