import { listAt, member, objectAt, type Scope, type Workload } from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { AUTOSCALER, autoscalerOf, minReplicasOf, replicasOf, SCALED_OBJECT } from './replicas.ts';

export const SPREAD_KINDS: readonly KindRef[] = [AUTOSCALER, SCALED_OBJECT];

const KINDS = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig', 'Rollout']);

/** How many pods of a workload there are, where it is more than one: what can be spread at all. */
export function severalReplicas({ object, specPath }: Workload, scope: Scope): number | undefined {
  if (!KINDS.has(object.kind) || specPath.length !== 3) return undefined;
  const scaler = autoscalerOf(object, scope);
  const own = replicasOf(object);
  const replicas = scaler?.kind === 'HorizontalPodAutoscaler' ? Math.max(own ?? 1, minReplicasOf(scaler) ?? 1) : own;
  return replicas !== undefined && replicas > 1 ? replicas : undefined;
}

export function hasAntiAffinity({ spec }: Workload): boolean {
  const rules = objectAt(spec, 'affinity', 'podAntiAffinity');
  return (
    rules !== undefined &&
    (listAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution').length > 0 ||
      listAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution').length > 0)
  );
}

export function hasSpreadConstraint({ spec }: Workload): boolean {
  return member(spec, 'topologySpreadConstraints') !== undefined && listAt(spec, 'topologySpreadConstraints').length > 0;
}
