/**
 * The built-in kinds by group, of every version that Kubernetes has had: those that stand outside of namespaces, and those
 * that stand in one.
 */
const KINDS: Readonly<Record<string, { readonly cluster: string; readonly namespaced: string }>> = {
  '': {
    cluster: 'ComponentStatus Namespace Node PersistentVolume',
    namespaced:
      'Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  },
  'admissionregistration.k8s.io': {
    cluster:
      'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
    namespaced: '',
  },
  'apiextensions.k8s.io': { cluster: 'CustomResourceDefinition', namespaced: '' },
  'apiregistration.k8s.io': { cluster: 'APIService', namespaced: '' },
  apps: { cluster: '', namespaced: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet' },
  'auditregistration.k8s.io': { cluster: 'AuditSink', namespaced: '' },
  'authentication.k8s.io': { cluster: 'SelfSubjectReview TokenReview', namespaced: 'TokenRequest' },
  'authorization.k8s.io': {
    cluster: 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    namespaced: 'LocalSubjectAccessReview',
  },
  autoscaling: { cluster: '', namespaced: 'HorizontalPodAutoscaler Scale' },
  batch: { cluster: '', namespaced: 'CronJob Job' },
  'certificates.k8s.io': { cluster: 'CertificateSigningRequest ClusterTrustBundle', namespaced: 'PodCertificateRequest' },
  'coordination.k8s.io': { cluster: '', namespaced: 'Lease LeaseCandidate' },
  'discovery.k8s.io': { cluster: '', namespaced: 'EndpointSlice' },
  'events.k8s.io': { cluster: '', namespaced: 'Event' },
  extensions: { cluster: 'PodSecurityPolicy', namespaced: 'DaemonSet Deployment Ingress NetworkPolicy ReplicaSet' },
  'flowcontrol.apiserver.k8s.io': { cluster: 'FlowSchema PriorityLevelConfiguration', namespaced: '' },
  'imagepolicy.k8s.io': { cluster: 'ImageReview', namespaced: '' },
  'internal.apiserver.k8s.io': { cluster: 'StorageVersion', namespaced: '' },
  'lifecycle.k8s.io': { cluster: '', namespaced: 'Eviction EvictionRequest' },
  'metrics.k8s.io': { cluster: 'NodeMetrics', namespaced: 'PodMetrics' },
  'networking.k8s.io': { cluster: 'ClusterCIDR IPAddress IngressClass ServiceCIDR', namespaced: 'Ingress NetworkPolicy' },
  'node.k8s.io': { cluster: 'RuntimeClass', namespaced: '' },
  policy: { cluster: 'PodSecurityPolicy', namespaced: 'Eviction PodDisruptionBudget' },
  'rbac.authorization.k8s.io': { cluster: 'ClusterRole ClusterRoleBinding', namespaced: 'Role RoleBinding' },
  'resource.k8s.io': {
    cluster: 'DeviceClass DeviceTaintRule ResourceClass ResourcePoolStatusRequest ResourceSlice',
    namespaced: 'PodSchedulingContext ResourceClaim ResourceClaimParameters ResourceClaimTemplate ResourceClassParameters',
  },
  'scheduling.k8s.io': { cluster: 'PriorityClass', namespaced: 'CompositePodGroup PodGroup Workload' },
  'settings.k8s.io': { cluster: '', namespaced: 'PodPreset' },
  'storage.k8s.io': {
    cluster: 'CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass',
    namespaced: 'CSIStorageCapacity',
  },
  'storagemigration.k8s.io': { cluster: 'StorageVersionMigration', namespaced: '' },
};

/** By group and then by kind: it is asked for every object, and to join both into one key would cost more than the answer. */
const CLUSTER_SCOPED: ReadonlyMap<string, ReadonlyMap<string, boolean>> = new Map(
  Object.entries(KINDS).map(([group, { cluster, namespaced }]) => [
    group,
    new Map([...names(cluster).map((kind) => [kind, true] as const), ...names(namespaced).map((kind) => [kind, false] as const)]),
  ]),
);

/** Whether objects of a kind stand outside of namespaces; undefined for kinds that Kubernetes itself does not have. */
export function isClusterScoped(group: string, kind: string): boolean | undefined {
  return CLUSTER_SCOPED.get(group)?.get(kind);
}

/** Whether Kubernetes itself serves the group, or did in an earlier version: a kind of it that is not known is no kind. */
export function isBuiltInGroup(group: string): boolean {
  return Object.hasOwn(KINDS, group);
}

function names(kinds: string): readonly string[] {
  return kinds === '' ? [] : kinds.split(' ');
}
