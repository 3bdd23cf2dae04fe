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

const indexes = new WeakMap<Scope, Map<string | undefined, ReadonlyMap<string, KubeObject>>>();

/** The autoscaler, or KEDA's, that sets the replicas of an object. */
export function autoscalerOf(object: KubeObject, scope: Scope): KubeObject | undefined {
  const ofScope = indexes.get(scope) ?? new Map<string | undefined, ReadonlyMap<string, KubeObject>>();
  indexes.set(scope, ofScope);
  const known = ofScope.get(object.namespace) ?? scalersIn(scope, object.namespace);
  ofScope.set(object.namespace, known);
  return known.get(`${object.kind}/${object.name}`);
}

/** The autoscalers of a namespace by the kind and the name of what they scale; Kubernetes' own stand over KEDA's. */
function scalersIn(scope: Scope, namespace: string | undefined): ReadonlyMap<string, KubeObject> {
  const scalers = new Map<string, KubeObject>();
  for (const { group, kind } of [SCALED_OBJECT, AUTOSCALER]) {
    for (const scaler of scope.inNamespace(group, kind, namespace)) {
      const target = valueAt(scaler.value, ['spec', 'scaleTargetRef']);
      const name = member(target, 'name');
      // KEDA takes a Deployment where no kind is given.
      const targetKind = member(target, 'kind') ?? 'Deployment';
      if (typeof name === 'string' && typeof targetKind === 'string') scalers.set(`${targetKind}/${name}`, scaler);
    }
  }
  return scalers;
}
