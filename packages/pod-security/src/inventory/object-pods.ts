import { partialReason, workloadsOf, type KubeObject, type Workload } from '@bulwark/model';
import { withDefaults } from '../pod/defaults.ts';
import type { PodParts } from '../pod/pod-parts.ts';
import type { Pod } from '../pod/pod.ts';
import { readPod } from '../pod/read-pod.ts';
import { podOfWorkload } from '../pod/workload-pod.ts';

/** A pod that an object is, or that will be made from it. */
export interface ObjectPod {
  readonly workload: Workload;
  /** As the object has it. */
  readonly parts: PodParts;
  readonly pod: Pod;
  /** Why this is not all of the pod. */
  readonly doubt: Doubt | undefined;
}

export interface Doubt {
  readonly reason: string;
  /**
   * Whether what is not set may be set elsewhere. Where it is not so, the object is only one that the server refuses for
   * other reasons, and what is said of its pod holds.
   */
  readonly isOpen: boolean;
}

export interface ObjectPods {
  readonly pods: readonly ObjectPod[];
  /** Why an object of a kind that is there for its pods has none that could be read. */
  readonly missing: string | undefined;
}

/** The kinds of Kubernetes that Pod Security looks at, and where their pod is. */
const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['/Pod', 'spec'],
  ['/PodTemplate', 'template.spec'],
  ['/ReplicationController', 'spec.template.spec'],
  ['apps/DaemonSet', 'spec.template.spec'],
  ['apps/Deployment', 'spec.template.spec'],
  ['apps/ReplicaSet', 'spec.template.spec'],
  ['apps/StatefulSet', 'spec.template.spec'],
  ['batch/CronJob', 'spec.jobTemplate.spec.template.spec'],
  ['batch/Job', 'spec.template.spec'],
]);

/** The pods of an object of any kind. Never throws. */
export function podsOf(object: KubeObject): ObjectPods {
  const workloads = workloadsOf(object);
  if (workloads.length > 0) return { pods: workloads.map(podOf), missing: undefined };
  const field = TEMPLATES.get(`${object.group}/${object.kind}`);
  if (field === undefined) return { pods: [], missing: undefined };
  const why = partialReason(object)?.unknown ?? `it has no pod: ${field} is no map`;
  return { pods: [], missing: why };
}

/** The pod of one workload. */
export function podOf(workload: Workload): ObjectPod {
  const parts = podOfWorkload(workload);
  return { workload, parts, pod: readPod(withDefaults(parts)), doubt: doubtAbout(workload) };
}

function doubtAbout({ object, open }: Workload): Doubt | undefined {
  if (open !== undefined) return { reason: open, isOpen: true };
  const partial = partialReason(object);
  return partial && { reason: partial.unknown, isOpen: object.partial === 'kustomize-patch' };
}
