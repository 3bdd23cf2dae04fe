import { lately, type KubeObject } from '@bulwark/model';
import { judgePod, LATEST, LEVELS, podsOf, type Level } from '@bulwark/pod-security';

/** The strictest level that takes every pod of these objects, as far as that can be told; undefined for no objects. */
export function metLevel(workloads: readonly KubeObject[]): Level | undefined {
  if (workloads.length === 0) return undefined;
  return LEVELS.findLast((level) => workloads.every((workload) => meets(workload, level)));
}

/** Read once for all levels. */
const podsIn = lately(podsOf);

/** By level: several controls of namespaces ask the same of each workload. */
const known = { baseline: new WeakMap<KubeObject, boolean>(), restricted: new WeakMap<KubeObject, boolean>() };

export function meets(workload: KubeObject, level: Level): boolean {
  if (level === 'privileged') return true;
  const before = known[level].get(workload);
  if (before !== undefined) return before;
  const { pods, missing } = podsIn(workload);
  const is = missing === undefined && pods.every((pod) => judgePod(pod, { level, version: LATEST }).verdict === 'allowed');
  known[level].set(workload, is);
  return is;
}
