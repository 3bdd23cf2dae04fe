import {
  isInvalid,
  labelSelector,
  labelsOf,
  matches,
  type Json,
  type Labels,
  listAt,
  member,
  objectAt,
  type Scope,
  type Workload,
} from '@bulwark/model';
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

/** Whether a term keeps pods like these apart: one that selects others does nothing for them. */
export function hasAntiAffinity({ spec, metadata }: Workload): boolean {
  const rules = objectAt(spec, 'affinity', 'podAntiAffinity');
  if (rules === undefined) return false;
  const terms = [
    ...listAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution'),
    ...listAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution').map((each) => member(each, 'podAffinityTerm')),
  ];
  const labels = labelsOf(objectAt(metadata, 'labels'));
  return terms.some((term) => selects(member(term, 'labelSelector'), labels));
}

/** Without a selector a term selects no pod (k8s.io/api, core/v1, PodAffinityTerm.labelSelector). */
function selects(value: Json | undefined, labels: Labels): boolean {
  if (value === undefined || value === null) return false;
  const selector = labelSelector(value);
  return isInvalid(selector) || matches(selector, labels);
}

export function hasSpreadConstraint({ spec }: Workload): boolean {
  return member(spec, 'topologySpreadConstraints') !== undefined && listAt(spec, 'topologySpreadConstraints').length > 0;
}
