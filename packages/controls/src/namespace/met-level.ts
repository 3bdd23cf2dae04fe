import type { KubeObject } from '@bulwark/model';
import { judgePod, LATEST, LEVELS, podsOf, type Level } from '@bulwark/pod-security';

/** The strictest level that takes every pod of these objects, as far as that can be told; undefined for no objects. */
export function metLevel(workloads: readonly KubeObject[]): Level | undefined {
  if (workloads.length === 0) return undefined;
  return LEVELS.findLast((level) => workloads.every((workload) => meets(workload, level)));
}

export function meets(workload: KubeObject, level: Level): boolean {
  if (level === 'privileged') return true;
  const { pods, missing } = podsOf(workload);
  return missing === undefined && pods.every((pod) => judgePod(pod, { level, version: LATEST }).verdict === 'allowed');
}
