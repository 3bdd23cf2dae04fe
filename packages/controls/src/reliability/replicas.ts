import { member, valueAt, type KubeObject, type Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';

export const AUTOSCALER: KindRef = { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' };
export const SCALED_OBJECT: KindRef = { group: 'keda.sh', kind: 'ScaledObject' };
/** Kinds whose replicas somebody writes down. */
export const REPLICATED: readonly KindRef[] = [
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'apps', kind: 'ReplicaSet' },
  { group: '', kind: 'ReplicationController' },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
  { group: 'argoproj.io', kind: 'Rollout' },
];

/** The replicas of an object whose kind has them: one where it says nothing, undefined where it says no number. */
export function replicasOf({ value }: KubeObject): number | undefined {
  const replicas = valueAt(value, ['spec', 'replicas']);
  if (replicas === undefined || replicas === null) return 1;
  return typeof replicas === 'number' ? replicas : undefined;
}

/** The lowest number of replicas that an autoscaler keeps: one where it says nothing, undefined where it says no number. */
export function minReplicasOf(autoscaler: KubeObject): number | undefined {
  const min = valueAt(autoscaler.value, ['spec', 'minReplicas']);
  if (min === undefined || min === null) return 1;
  return typeof min === 'number' ? min : undefined;
}

/** The autoscaler, or KEDA's, that sets the replicas of an object. */
export function autoscalerOf(object: KubeObject, scope: Scope): KubeObject | undefined {
  for (const { group, kind } of [AUTOSCALER, SCALED_OBJECT]) {
    for (const scaler of scope.inNamespace(group, kind, object.namespace)) {
      const target = valueAt(scaler.value, ['spec', 'scaleTargetRef']);
      // KEDA takes a Deployment where no kind is given.
      const targetKind = member(target, 'kind') ?? 'Deployment';
      if (targetKind === object.kind && member(target, 'name') === object.name) return scaler;
    }
  }
  return undefined;
}
