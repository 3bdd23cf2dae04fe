import { apiVersionOf, workload } from './bodies.ts';
import type { ResourceKind } from './kind.ts';
import type { Aim, Permission } from './primitive.ts';
import { PROOF_NAME } from './rbac-objects.ts';

type Body = Readonly<Record<string, unknown>>;

/** What is not there: of addresses that are for examples. */
const ADDRESS = '192.0.2.1';
const CLIENT_CONFIG = { url: `https://${PROOF_NAME}.example/` };

/** The client certificate signer that every cluster has. */
export const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';
/** What stands for bytes that only somebody who really does it has. */
export const MADE_UP = 'UEVN';

const WEBHOOKS: Body = {
  webhooks: [
    {
      name: `${PROOF_NAME}.example.com`,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Ignore',
      clientConfig: CLIENT_CONFIG,
      rules: [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['secrets'] }],
    },
  ],
};

const BACKEND = { service: { name: PROOF_NAME, port: { number: 80 } } };

/** Gateways of another namespace to the Secrets of this one. */
const REFERENCES: Body = {
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: PROOF_NAME }],
    to: [{ group: '', kind: 'Secret' }],
  },
};
const DRIVER: Body = { spec: { tokenRequests: [{ audience: `https://${PROOF_NAME}.example` }], requiresRepublish: true } };

/** What is written over an object, by its resource: the change that the primitive is about. */
const CHANGES: Readonly<Record<string, Body>> = {
  mutatingwebhookconfigurations: WEBHOOKS,
  validatingwebhookconfigurations: WEBHOOKS,
  apiservices: {
    spec: { service: { name: PROOF_NAME, namespace: 'default' }, insecureSkipTLSVerify: true, caBundle: null },
  },
  customresourcedefinitions: {
    spec: {
      conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], clientConfig: CLIENT_CONFIG } },
    },
  },
  'certificatesigningrequests/approval': {
    status: { conditions: [{ type: 'Approved', status: 'True', reason: 'Proof', message: 'by itself' }] },
  },
  'certificatesigningrequests/status': { status: { certificate: MADE_UP } },
  nodes: { spec: { unschedulable: true } },
  'nodes/status': { status: { allocatable: { pods: '0' } } },
  namespaces: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
  endpoints: { subsets: [{ addresses: [{ ip: ADDRESS }], ports: [{ port: 443 }] }] },
  endpointslices: { endpoints: [{ addresses: [ADDRESS] }] },
  services: { spec: { externalIPs: [ADDRESS] } },
  adminnetworkpolicies: { spec: { priority: 1000 } },
  baselineadminnetworkpolicies: { spec: { ingress: [], egress: [] } },
  'services/status': { status: { loadBalancer: { ingress: [{ ip: ADDRESS }] } } },
  controllerrevisions: { revision: 1 },
  leases: { spec: { holderIdentity: PROOF_NAME, leaseDurationSeconds: 3600 } },
  'deployments/scale': { spec: { replicas: 0 } },
  'statefulsets/scale': { spec: { replicas: 0 } },
  'replicasets/scale': { spec: { replicas: 0 } },
  ingresses: { spec: { defaultBackend: BACKEND } },
  httproutes: { spec: { hostnames: [`${PROOF_NAME}.example`] } },
  gateways: { metadata: { labels: { app: PROOF_NAME } } },
  referencegrants: REFERENCES,
  csidrivers: DRIVER,
  networkpolicies: { spec: { podSelector: {}, ingress: [{}], egress: [{}] } },
};

const KINDS: Readonly<Record<string, string>> = {
  mutatingwebhookconfigurations: 'MutatingWebhookConfiguration',
  validatingwebhookconfigurations: 'ValidatingWebhookConfiguration',
  apiservices: 'APIService',
  customresourcedefinitions: 'CustomResourceDefinition',
  certificatesigningrequests: 'CertificateSigningRequest',
  nodes: 'Node',
  namespaces: 'Namespace',
  endpoints: 'Endpoints',
  endpointslices: 'EndpointSlice',
  services: 'Service',
  networkpolicies: 'NetworkPolicy',
  adminnetworkpolicies: 'AdminNetworkPolicy',
  baselineadminnetworkpolicies: 'BaselineAdminNetworkPolicy',
  controllerrevisions: 'ControllerRevision',
  leases: 'Lease',
  deployments: 'Scale',
  statefulsets: 'Scale',
  replicasets: 'Scale',
  ingresses: 'Ingress',
  httproutes: 'HTTPRoute',
  gateways: 'Gateway',
  referencegrants: 'ReferenceGrant',
  csidrivers: 'CSIDriver',
  volumesnapshotcontents: 'VolumeSnapshotContent',
  volumesnapshots: 'VolumeSnapshot',
  validatingadmissionpolicies: 'ValidatingAdmissionPolicy',
  validatingadmissionpolicybindings: 'ValidatingAdmissionPolicyBinding',
  mutatingadmissionpolicies: 'MutatingAdmissionPolicy',
  mutatingadmissionpolicybindings: 'MutatingAdmissionPolicyBinding',
  persistentvolumes: 'PersistentVolume',
  persistentvolumeclaims: 'PersistentVolumeClaim',
  storageclasses: 'StorageClass',
  tokenreviews: 'TokenReview',
  subjectaccessreviews: 'SubjectAccessReview',
};

/** The body of a request of a primitive that has nothing special about it; undefined where it takes none. */
export function bodyFor({ kind, request }: Permission, { target }: Aim): Body | undefined {
  if (kind.kind !== 'resource' || request.kind !== 'resource') return undefined;
  const { verb, name } = request;
  if (verb === 'create') return created(kind, name || target);
  if (verb !== 'patch' && verb !== 'update') return undefined;
  const change = CHANGES[`${kind.resource}${kind.subresource === '' ? '' : `/${kind.subresource}`}`] ?? {};
  if (verb === 'patch') return change;
  const metadata = { name, ...(change['metadata'] as Body | undefined) };
  return { apiVersion: apiVersionOf(kind), kind: KINDS[kind.resource] ?? '', ...change, metadata };
}

function created(kind: ResourceKind, target: string): Body | undefined {
  const metadata = { name: target };
  switch (kind.subresource === '' ? kind.resource : kind.subresource) {
    case 'pods':
      return workload(kind, 'default', target);
    case 'binding':
      return { apiVersion: 'v1', kind: 'Binding', metadata, target: { apiVersion: 'v1', kind: 'Node', name: 'any' } };
    case 'eviction':
      return { apiVersion: 'policy/v1', kind: 'Eviction', metadata };
    case 'certificatesigningrequests':
      return {
        apiVersion: apiVersionOf(kind),
        kind: 'CertificateSigningRequest',
        metadata,
        spec: { request: MADE_UP, signerName: CLIENT_SIGNER, usages: ['client auth'] },
      };
    case 'apiservices':
      return apiService(kind);
    case 'mutatingwebhookconfigurations':
    case 'validatingwebhookconfigurations':
      return { apiVersion: apiVersionOf(kind), kind: KINDS[kind.resource] ?? '', metadata: { name: PROOF_NAME }, ...WEBHOOKS };
    default:
      return plain(kind);
  }
}

const ACCESS = ['ReadWriteOnce'];
const SPECS: Readonly<Record<string, Body>> = {
  persistentvolumes: {
    spec: { accessModes: ACCESS, capacity: { storage: '1Gi' }, hostPath: { path: '/' } },
  },
  persistentvolumeclaims: {
    spec: {
      accessModes: ACCESS,
      storageClassName: '',
      volumeName: PROOF_NAME,
      resources: { requests: { storage: '1Gi' } },
    },
  },
  services: { spec: { externalIPs: [ADDRESS], ports: [{ port: 443 }] } },
  gateways: { spec: { gatewayClassName: 'any', listeners: [{ name: 'web', port: 443, protocol: 'TLS' }] } },
  tokenreviews: { spec: { token: MADE_UP } },
  subjectaccessreviews: { spec: { user: 'anybody', resourceAttributes: { verb: '*', resource: '*', group: '*' } } },
  referencegrants: REFERENCES,
  csidrivers: DRIVER,
  volumesnapshotcontents: {
    spec: {
      driver: `${PROOF_NAME}.example`,
      deletionPolicy: 'Retain',
      source: { snapshotHandle: 'of-somebody-else' },
      volumeSnapshotRef: { name: PROOF_NAME, namespace: 'default' },
    },
  },
  volumesnapshots: { spec: { source: { volumeSnapshotContentName: PROOF_NAME } } },
  storageclasses: { provisioner: `${PROOF_NAME}.example` },
  ingresses: { spec: { defaultBackend: BACKEND } },
  httproutes: { spec: { hostnames: [`${PROOF_NAME}.example`] } },
};

/** An object of its own that takes no more than its kind asks for. */
function plain(kind: ResourceKind): Body | undefined {
  const rest = SPECS[kind.resource];
  if (rest === undefined || kind.subresource !== '') return undefined;
  const metadata = kind.resource.endsWith('reviews') ? {} : { metadata: { name: PROOF_NAME } };
  return { apiVersion: apiVersionOf(kind), kind: KINDS[kind.resource] ?? '', ...metadata, ...rest };
}

function apiService(kind: ResourceKind): Body {
  const group = `${PROOF_NAME}.example`;
  const service = { name: PROOF_NAME, namespace: 'default' };
  return {
    apiVersion: apiVersionOf(kind),
    kind: 'APIService',
    metadata: { name: `v1.${group}` },
    spec: { group, version: 'v1', groupPriorityMinimum: 1, versionPriority: 1, service, insecureSkipTLSVerify: true },
  };
}
