import { FINE, invalid, membersOf, own, type Complaint, type Members } from './rule.ts';

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

/** The kinds of a group (after a slash) by the form of their names: what a real API server of 1.37 takes and refuses. */
const FORMS: readonly (readonly [NameForm, string, string])[] = [
  [LABEL_FORM, '', 'Namespace Service'],
  [
    SUBDOMAIN_FORM,
    '',
    'ConfigMap Endpoints LimitRange Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret ServiceAccount',
  ],
  [SEGMENT_FORM, '', 'Event'],
  [
    SUBDOMAIN_FORM,
    'admissionregistration.k8s.io',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  ],
  [SUBDOMAIN_FORM, 'apiextensions.k8s.io', 'CustomResourceDefinition'],
  [SUBDOMAIN_FORM, 'apps', 'DaemonSet Deployment ReplicaSet StatefulSet'],
  [SUBDOMAIN_FORM, 'autoscaling', 'HorizontalPodAutoscaler'],
  [SUBDOMAIN_FORM, 'batch', 'CronJob Job'],
  [SEGMENT_FORM, 'certificates.k8s.io', 'CertificateSigningRequest'],
  [SUBDOMAIN_FORM, 'coordination.k8s.io', 'Lease'],
  [SUBDOMAIN_FORM, 'discovery.k8s.io', 'EndpointSlice'],
  [SUBDOMAIN_FORM, 'networking.k8s.io', 'Ingress IngressClass NetworkPolicy'],
  [SEGMENT_FORM, 'policy', 'PodDisruptionBudget'],
  [SEGMENT_FORM, 'rbac.authorization.k8s.io', 'ClusterRole ClusterRoleBinding Role RoleBinding'],
  [SUBDOMAIN_FORM, 'scheduling.k8s.io', 'PriorityClass'],
  [SUBDOMAIN_FORM, 'storage.k8s.io', 'CSIDriver CSIStorageCapacity StorageClass'],
];

const FORM_OF: ReadonlyMap<string, ReadonlyMap<string, NameForm>> = formsByKind();

function formsByKind(): ReadonlyMap<string, ReadonlyMap<string, NameForm>> {
  const groups = new Map<string, Map<string, NameForm>>();
  for (const [form, group, kinds] of FORMS) {
    const forms = groups.get(group) ?? new Map<string, NameForm>();
    groups.set(group, forms);
    for (const kind of kinds.split(' ')) forms.set(kind, form);
  }
  return groups;
}

/** The name of an object, by its kind. What the server makes itself (`generateName`) is not looked at. */
export function objectName(value: Members): readonly Complaint[] {
  const name = own(membersOf(own(value, 'metadata')), 'name');
  if (typeof name !== 'string' || name === '') return FINE;
  const apiVersion = String(own(value, 'apiVersion'));
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  const form = FORM_OF.get(group)?.get(String(own(value, 'kind')));
  return form === undefined || form.pattern.test(name) ? FINE : [invalid(form.reason, 'metadata', 'name')];
}

/** The name of a container. */
export function containerName(value: Members): readonly Complaint[] {
  const name = own(value, 'name');
  return typeof name !== 'string' || name === '' || LABEL.test(name) ? FINE : [invalid(NO_LABEL, 'name')];
}
