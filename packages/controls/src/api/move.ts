import { set, type Fix } from '@bulwark/model';
import type { ApiRef, Lifecycle } from '@bulwark/schema';

/**
 * Kinds whose stable version takes the same fields with the same meaning and the same defaults, so that the version alone need be
 * written anew (kubernetes.io/docs/reference/using-api/deprecation-guide: those without notable changes).
 */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io/v1beta1': ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  'apiregistration.k8s.io/v1beta1': ['APIService'],
  'apps/v1beta2': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v2beta2': ['HorizontalPodAutoscaler'],
  'batch/v1beta1': ['CronJob'],
  'coordination.k8s.io/v1beta1': ['Lease'],
  'extensions/v1beta1': ['NetworkPolicy'],
  'networking.k8s.io/v1beta1': ['IngressClass'],
  'node.k8s.io/v1beta1': ['RuntimeClass'],
  'rbac.authorization.k8s.io/v1alpha1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'rbac.authorization.k8s.io/v1beta1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1beta1': ['PriorityClass'],
  'storage.k8s.io/v1beta1': ['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment'],
};

/** The edit that takes an object to the API in place of its own; none where its fields must be looked at. */
export function moveTo(replacement: ApiRef | undefined, { apiVersion, kind }: Lifecycle): Fix | undefined {
  const isSame = Object.hasOwn(SAME, apiVersion) && SAME[apiVersion]?.includes(kind) === true;
  if (!isSame || replacement?.kind !== kind || !/^(?:[a-z0-9.-]+\/)?v[12]$/.test(replacement.apiVersion)) return undefined;
  return { kind: 'fix', edits: [set(['apiVersion'], replacement.apiVersion)] };
}
