import { FINE, invalid, membersOf, own, type Complaint, type Members, type Rule } from './rule.ts';

/** k8s.io/apimachinery, pkg/util/validation: IsDNS1123Label, IsDNS1123Subdomain; pkg/api/validation/path: IsValidPathSegmentName. */

const LABEL = /^(?!.{64})[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^(?!.{254})[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const PATH_SEGMENT = /^(?!\.\.?$)[^/%]*$/;

const NO_LABEL = 'must be up to 63 of a-z, 0-9 and -, with a letter or digit at both ends';
const NO_SUBDOMAIN = 'must be up to 253 of a-z, 0-9, - and ., with a letter or digit at both ends of each part';
const NO_SEGMENT = 'must have no / and no %';

interface NameForm {
  readonly pattern: RegExp;
  readonly reason: string;
}

const SUBDOMAIN_FORM: NameForm = { pattern: SUBDOMAIN, reason: NO_SUBDOMAIN };
const LABEL_FORM: NameForm = { pattern: LABEL, reason: NO_LABEL };
const SEGMENT_FORM: NameForm = { pattern: PATH_SEGMENT, reason: NO_SEGMENT };

/** Kinds by their definitions and the form of their names: what a real API server of 1.37 takes and refuses. */
const FORMS: readonly (readonly [NameForm, string, string])[] = [
  [LABEL_FORM, 'core.v1', 'Namespace Service'],
  [
    SUBDOMAIN_FORM,
    'core.v1',
    'ConfigMap Endpoints LimitRange Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret ServiceAccount',
  ],
  [SEGMENT_FORM, 'core.v1', 'Event'],
  [
    SUBDOMAIN_FORM,
    'admissionregistration.v1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  ],
  [SUBDOMAIN_FORM, 'apiextensions.v1', 'CustomResourceDefinition'],
  [SUBDOMAIN_FORM, 'apps.v1', 'DaemonSet Deployment ReplicaSet StatefulSet'],
  [SUBDOMAIN_FORM, 'autoscaling.v1', 'HorizontalPodAutoscaler'],
  [SUBDOMAIN_FORM, 'autoscaling.v2', 'HorizontalPodAutoscaler'],
  [SUBDOMAIN_FORM, 'batch.v1', 'CronJob Job'],
  [SEGMENT_FORM, 'certificates.v1', 'CertificateSigningRequest'],
  [SUBDOMAIN_FORM, 'coordination.v1', 'Lease'],
  [SUBDOMAIN_FORM, 'discovery.v1', 'EndpointSlice'],
  [SUBDOMAIN_FORM, 'networking.v1', 'Ingress IngressClass NetworkPolicy'],
  [SEGMENT_FORM, 'policy.v1', 'PodDisruptionBudget'],
  [SEGMENT_FORM, 'rbac.v1', 'ClusterRole ClusterRoleBinding Role RoleBinding'],
  [SUBDOMAIN_FORM, 'scheduling.v1', 'PriorityClass'],
  [SUBDOMAIN_FORM, 'storage.v1', 'CSIDriver CSIStorageCapacity StorageClass'],
];

/** The rules for the names of kinds, by definition. What the server makes itself (`generateName`) is not looked at. */
export const NAME_RULES: readonly (readonly [string, Rule])[] = FORMS.flatMap(([form, home, kinds]) => {
  const rule: Rule = (value) => nameComplaints(value, form);
  return kinds.split(' ').map((kind) => [`${home}.${kind}`, rule] as const);
});

function nameComplaints(value: Members, { pattern, reason }: NameForm): readonly Complaint[] {
  const name = own(membersOf(value['metadata']), 'name');
  return typeof name !== 'string' || name === '' || pattern.test(name) ? FINE : [invalid(reason, 'metadata', 'name')];
}

/** The name of a container. */
export function containerName(value: Members): readonly Complaint[] {
  const name = own(value, 'name');
  return typeof name !== 'string' || name === '' || LABEL.test(name) ? FINE : [invalid(NO_LABEL, 'name')];
}
