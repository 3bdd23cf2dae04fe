import type { Lifecycle } from './lifecycle.ts';

const gone = (introduced: number, deprecated: number | undefined, removed: number, replacement?: string): Lifecycle => ({
  introduced,
  deprecated,
  removed,
  replacement,
});

/**
 * What no generated function tells: APIs that went before such functions were there, and slips in those that are there. By
 * upstream's changelogs and its deprecation guide (https://kubernetes.io/docs/reference/using-api/deprecation-guide/).
 */
export const FORGOTTEN: ReadonlyMap<string, Lifecycle> = new Map([
  ['admissionregistration.k8s.io/v1alpha1 InitializerConfiguration', gone(7, undefined, 14)],
  ['auditregistration.k8s.io/v1alpha1 AuditSink', gone(13, undefined, 19)],
  ['batch/v2alpha1 CronJob', gone(5, undefined, 21, 'batch/v1 CronJob')],
  ['discovery.k8s.io/v1alpha1 EndpointSlice', gone(16, undefined, 20, 'discovery.k8s.io/v1 EndpointSlice')],
  ['networking.k8s.io/v1beta1 IngressClass', gone(18, 19, 22, 'networking.k8s.io/v1 IngressClass')],
  ['node.k8s.io/v1alpha1 RuntimeClass', gone(12, undefined, 24, 'node.k8s.io/v1 RuntimeClass')],
  ['rbac.authorization.k8s.io/v1alpha1 ClusterRole', gone(5, 17, 22, 'rbac.authorization.k8s.io/v1 ClusterRole')],
  ['rbac.authorization.k8s.io/v1alpha1 ClusterRoleBinding', gone(5, 17, 22, 'rbac.authorization.k8s.io/v1 ClusterRoleBinding')],
  ['rbac.authorization.k8s.io/v1alpha1 Role', gone(5, 17, 22, 'rbac.authorization.k8s.io/v1 Role')],
  ['rbac.authorization.k8s.io/v1alpha1 RoleBinding', gone(5, 17, 22, 'rbac.authorization.k8s.io/v1 RoleBinding')],
  ['scheduling.k8s.io/v1alpha1 PriorityClass', gone(8, 14, 22, 'scheduling.k8s.io/v1 PriorityClass')],
  ['settings.k8s.io/v1alpha1 PodPreset', gone(6, undefined, 20)],
]);
