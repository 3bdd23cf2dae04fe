import { NEWEST_MINOR } from '../versions.ts';
import type { FixedField } from './fixed-field.ts';

/** The sources of a volume, of which a PersistentVolume has one (`PersistentVolumeSource`, k8s.io/api, core/v1/types.go). */
const VOLUME_SOURCES =
  'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume';

/** `spec.selector` → a field that is fixed as a whole. */
function whole(text: string, more: Omit<FixedField, 'path'> = {}): FixedField {
  return { path: text.split('.'), ...more };
}

function paths(text: string): readonly (readonly string[])[] {
  return text.split(' ').map((path) => path.split('.'));
}

/** Admission fills in the last two again where an update leaves them out. */
const POD_EXCEPT =
  'containers.*.image initContainers.*.image activeDeadlineSeconds tolerations schedulingGates priority preemptionPolicy';
const TEMPLATE_EXCEPT =
  'metadata.labels metadata.annotations spec.nodeSelector spec.tolerations spec.schedulingGates spec.affinity.nodeAffinity';
const RESOURCES = 'spec.containers.*.resources spec.initContainers.*.resources';
const SET_EXCEPT =
  'replicas template updateStrategy minReadySeconds ordinals persistentVolumeClaimRetentionPolicy volumeClaimTemplates.*.apiVersion volumeClaimTemplates.*.kind';

/**
 * By `group/Kind`. Each is a comparison of the old with the new object in `Validate…Update` of kubernetes, pkg/apis/<group>/
 * validation, or in `ValidateUpdate` of a strategy in pkg/registry. What the server silently keeps (the spec of a
 * CertificateSigningRequest) is not here, nor what concerns the status, or what is only read from annotations.
 */
const FIXED: Readonly<Record<string, readonly FixedField[]>> = {
  '/Pod': [
    whole('spec', { except: paths(POD_EXCEPT), when: ['not-gated'] }),
    whole('spec', { except: paths(`${POD_EXCEPT} nodeSelector affinity.nodeAffinity`) }),
    whole('spec.tolerations', { how: 'items-stay' }),
    whole('spec.schedulingGates', { how: 'items-may-go' }),
    whole('spec.activeDeadlineSeconds', { how: 'only-less' }),
    whole('spec.priority', { how: 'whole-if-given' }),
    whole('spec.preemptionPolicy', { how: 'whole-if-given' }),
  ],
  '/Secret': [whole('type'), whole('immutable', { when: ['marked-immutable'] }), whole('data', { when: ['marked-immutable'] })],
  '/ConfigMap': ['immutable', 'data', 'binaryData'].map((path) => whole(path, { when: ['marked-immutable'] })),
  '/PersistentVolume': [
    ...VOLUME_SOURCES.split(' ').map((source) =>
      whole(`spec.${source}`, source === 'csi' ? { except: paths('controllerExpandSecretRef') } : {}),
    ),
    whole('spec.csi.controllerExpandSecretRef', { when: ['set'] }),
    whole('spec.volumeMode'),
    whole('spec.nodeAffinity', { when: ['set'] }),
  ],
  '/PersistentVolumeClaim': [
    whole('spec', { except: paths('volumeName storageClassName resources.requests volumeAttributesClassName') }),
    whole('spec.volumeName', { when: ['set'] }),
    whole('spec.storageClassName', { when: ['set'] }),
    whole('spec.resources.requests', { when: ['unbound'] }),
    whole('spec.resources.requests', { how: 'stays-there' }),
    whole('spec.volumeAttributesClassName', { when: ['unbound'] }),
  ],
  '/Service': [
    whole('spec.clusterIP', { how: 'whole-if-given', when: ['cluster-addresses'] }),
    whole('spec.clusterIPs', { how: 'first-stays', when: ['cluster-addresses'] }),
    whole('spec.ipFamilies', { how: 'first-stays', when: ['cluster-addresses'] }),
    whole('spec.loadBalancerClass', { when: ['load-balancer'] }),
  ],
  'apps/Deployment': [whole('spec.selector')],
  'apps/DaemonSet': [whole('spec.selector')],
  'apps/ReplicaSet': [whole('spec.selector')],
  'apps/ControllerRevision': [whole('data')],
  'apps/StatefulSet': [
    whole('spec', { except: paths(SET_EXCEPT), to: 32 }),
    whole('spec', { except: paths(`${SET_EXCEPT} revisionHistoryLimit`), from: 33, to: 36 }),
    whole('spec.volumeClaimTemplates', { except: paths('*.apiVersion *.kind'), from: 37 }),
    ...['selector', 'serviceName', 'podManagementPolicy'].map((field) => whole(`spec.${field}`, { from: 37 })),
  ],
  'batch/Job': [
    whole('spec.completions', { when: ['not-indexed'] }),
    ...['selector', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex'].map((field) => whole(`spec.${field}`)),
    whole('spec.managedBy', { from: 30 }),
    whole('spec.successPolicy', { from: 30 }),
    whole('spec.template', { when: ['not-suspended'] }),
    whole('spec.template', { except: paths(TEMPLATE_EXCEPT), when: ['suspended'], to: 35 }),
    whole('spec.template', { except: paths(`${TEMPLATE_EXCEPT} ${RESOURCES}`), when: ['suspended'], from: 36 }),
  ],
  'rbac.authorization.k8s.io/RoleBinding': [whole('roleRef')],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [whole('roleRef')],
  'storage.k8s.io/StorageClass': ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'].map((path) => whole(path)),
  'storage.k8s.io/VolumeAttachment': [whole('spec')],
  'storage.k8s.io/CSIDriver': [
    whole('spec.attachRequired'),
    whole('spec.volumeLifecycleModes'),
    whole('spec.fsGroupPolicy', { to: 29 }),
    whole('spec.podInfoOnMount', { to: 29 }),
  ],
  'storage.k8s.io/CSINode': [
    whole('spec.drivers', { how: 'named-items-stay', to: 34 }),
    whole('spec.drivers', { how: 'named-items-stay', except: paths('*.allocatable'), from: 35 }),
  ],
  'storage.k8s.io/CSIStorageCapacity': [whole('nodeTopology'), whole('storageClassName')],
  'storage.k8s.io/VolumeAttributesClass': [whole('driverName'), whole('parameters')],
  'scheduling.k8s.io/PriorityClass': [whole('value'), whole('preemptionPolicy')],
  'node.k8s.io/RuntimeClass': [whole('handler')],
  'networking.k8s.io/IngressClass': [whole('spec.controller')],
  'networking.k8s.io/IPAddress': [whole('spec.parentRef')],
  'networking.k8s.io/ServiceCIDR': [whole('spec.cidrs', { to: 32 }), whole('spec.cidrs', { how: 'second-may-come', from: 33 })],
  'discovery.k8s.io/EndpointSlice': [whole('addressType')],
  'certificates.k8s.io/ClusterTrustBundle': [whole('spec.signerName')],
  'certificates.k8s.io/PodCertificateRequest': [whole('spec')],
  'coordination.k8s.io/LeaseCandidate': [whole('spec.leaseName')],
  'resource.k8s.io/ResourceClaim': [whole('spec')],
  'resource.k8s.io/ResourceClaimTemplate': [whole('spec')],
  'resource.k8s.io/ResourceSlice': [whole('spec.driver'), whole('spec.nodeName'), whole('spec.pool.name')],
  'storagemigration.k8s.io/StorageVersionMigration': [whole('spec', { from: 35 })],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    whole('spec.group'),
    whole('spec.names.plural'),
    whole('spec.scope', { when: ['established'] }),
    whole('spec.names.kind', { when: ['established'] }),
  ],
};

const NONE: readonly FixedField[] = [];

/** The fields of a kind that the API server of a minor lets nobody change; none for kinds without such fields, and custom ones. */
export function fixedFields(group: string, kind: string, minor: number = NEWEST_MINOR): readonly FixedField[] {
  const key = `${group}/${kind}`;
  const all = Object.hasOwn(FIXED, key) ? FIXED[key] : undefined;
  return all?.filter(({ from = 0, to = minor }) => from <= minor && minor <= to) ?? NONE;
}

/** The kinds that have such fields, as `group/Kind`. */
export const KINDS_WITH_FIXED_FIELDS: readonly string[] = Object.keys(FIXED);
