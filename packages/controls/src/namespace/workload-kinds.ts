import type { KubeObject, Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';

/** The built-in kinds that run pods. */
export const WORKLOAD_KINDS: readonly KindRef[] = [
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'apps', kind: 'DaemonSet' },
  { group: 'apps', kind: 'ReplicaSet' },
  { group: '', kind: 'ReplicationController' },
  { group: '', kind: 'Pod' },
  { group: 'batch', kind: 'Job' },
  { group: 'batch', kind: 'CronJob' },
];

/** Objects of these kinds in one namespace, by kind and name; those of the environments below too, where it is declared above them. */
export function workloadsIn(scope: Scope, namespace: string): readonly KubeObject[] {
  return WORKLOAD_KINDS.flatMap(({ group, kind }) => [...scope.anywhereInNamespace(group, kind, namespace)]);
}
