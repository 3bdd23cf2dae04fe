import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../../control-plane/api.ts';

/** What proofs write where only somebody who really does it has the bytes. */
const MADE_UP = 'UEVN';

const certificate = { request: '', certificate: '', other: '' };

/** A certificate request and two certificates, of keys that are thrown away. */
function certificates(): typeof certificate {
  if (certificate.request !== '') return certificate;
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-certificate-'));
  const [key = '', request = '', signed = '', other = ''] = ['key', 'request', 'signed', 'other'].map((name) =>
    join(folder, name),
  );
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=any', '-keyout', key];
  execFileSync('openssl', ['req', '-new', ...options, '-out', request], { stdio: 'ignore' });
  for (const out of [signed, other]) execFileSync('openssl', ['req', '-x509', ...options, '-out', out], { stdio: 'ignore' });
  certificate.request = readFileSync(request).toString('base64');
  certificate.certificate = readFileSync(signed).toString('base64');
  certificate.other = readFileSync(other).toString('base64');
  return certificate;
}

/** The body of a step with real bytes in it. */
export function real(body: unknown): unknown {
  if (body === undefined || !JSON.stringify(body).includes(`"${MADE_UP}"`)) return body;
  const { request, certificate: signed } = certificates();
  const text = JSON.stringify(body)
    .replace(`"request":"${MADE_UP}"`, `"request":"${request}"`)
    .replace(`"certificate":"${MADE_UP}"`, `"certificate":"${signed}"`)
    .replace(`"trustBundle":"${MADE_UP}"`, `"trustBundle":${JSON.stringify(Buffer.from(signed, 'base64').toString())}`);
  return JSON.parse(text) as unknown;
}

/** An object of every kind that a proof aims at, by the name that stands for any. */
export async function createAny(api: Api, namespace: string): Promise<void> {
  for (const [path, object] of objects(namespace)) await put(api, path, object);
}

async function put(api: Api, path: string, object: unknown): Promise<void> {
  const { status, body } = await api.request('POST', path, object);
  if (status !== 201 && status !== 409) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
}

/** The kinds of others that proofs make or change; every object of them is as good as any other. */
const CUSTOM: readonly (readonly [kind: string, plural: string, group: string, version: string, scope?: 'Cluster'])[] = [
  ['HTTPRoute', 'httproutes', 'gateway.networking.k8s.io', 'v1'],
  ['Gateway', 'gateways', 'gateway.networking.k8s.io', 'v1'],
  ['ReferenceGrant', 'referencegrants', 'gateway.networking.k8s.io', 'v1beta1'],
  ['AdminNetworkPolicy', 'adminnetworkpolicies', 'policy.networking.k8s.io', 'v1alpha1', 'Cluster'],
  ['VolumeSnapshot', 'volumesnapshots', 'snapshot.storage.k8s.io', 'v1'],
  ['VolumeSnapshotContent', 'volumesnapshotcontents', 'snapshot.storage.k8s.io', 'v1', 'Cluster'],
  ['Kustomization', 'kustomizations', 'kustomize.toolkit.fluxcd.io', 'v1'],
  ['Workflow', 'workflows', 'argoproj.io', 'v1alpha1'],
];

/** Has the server serve them. */
export async function createCustomKinds(api: Api): Promise<void> {
  for (const [kind, plural, group, version, scope = 'Namespaced'] of CUSTOM) {
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    await put(api, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      // Groups of Kubernetes' own are for those who were allowed to, or who say that they were not.
      metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' } },
      spec: { group, scope, names: { kind, plural }, versions: [{ name: version, served: true, storage: true, schema }] },
    });
  }
}

/** Whether it serves them by now. */
export async function servesCustomKinds(api: Api): Promise<true | undefined> {
  for (const [, plural, group, version] of CUSTOM) {
    const { status } = await api.request('GET', `/apis/${group}/${version}/${plural}`);
    if (status !== 200) return undefined;
  }
  return true;
}

function objects(namespace: string): readonly (readonly [path: string, object: unknown])[] {
  const metadata = { name: 'any' };
  const here = `/namespaces/${namespace}`;
  const admission = '/apis/admissionregistration.k8s.io/v1';
  return [
    ['/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata }],
    ...['default', 'kube-system'].map((home) => [`/api/v1/namespaces/${home}/pods`, pod()] as const),
    ['/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata }],
    [
      `/api/v1${here}/services`,
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } },
    ],
    [`/api/v1${here}/endpoints`, { apiVersion: 'v1', kind: 'Endpoints', metadata }],
    [
      `/apis/discovery.k8s.io/v1${here}/endpointslices`,
      { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4', endpoints: [], ports: [] },
    ],
    [
      `/apis/networking.k8s.io/v1${here}/networkpolicies`,
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: {} } },
    ],
    ...workloads(namespace),
    ...['Gateway', 'ReferenceGrant'].map((kind) => {
      const version = kind === 'Gateway' ? 'v1' : 'v1beta1';
      const path = `/apis/gateway.networking.k8s.io/${version}${here}/${kind.toLowerCase()}s`;
      return [path, { apiVersion: `gateway.networking.k8s.io/${version}`, kind, metadata }] as const;
    }),
    [
      `/apis/kustomize.toolkit.fluxcd.io/v1${here}/kustomizations`,
      { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata },
    ],
    ['/apis/storage.k8s.io/v1/csidrivers', { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata, spec: {} }],
    ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(
      (kind) =>
        [`${admission}/${kind.toLowerCase()}s`, { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata }] as const,
    ),
    ...policies(admission),
    ['/apis/apiregistration.k8s.io/v1/apiservices', apiService()],
    ...['Any', 'Other'].map((kind) => ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition(kind)] as const),
    [
      '/apis/policy.networking.k8s.io/v1alpha1/adminnetworkpolicies',
      { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', metadata },
    ],
    [
      '/apis/certificates.k8s.io/v1/certificatesigningrequests',
      {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata,
        spec: {
          request: certificates().request,
          signerName: 'kubernetes.io/kube-apiserver-client',
          usages: ['client auth'],
        },
      },
    ],
  ];
}

function policies(admission: string): readonly (readonly [path: string, object: unknown])[] {
  const metadata = { name: 'any' };
  return [
    [
      `${admission}/validatingadmissionpolicies`,
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata,
        spec: {
          matchConstraints: {
            resourceRules: [{ apiGroups: ['any.example'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['anys'] }],
          },
          validations: [{ expression: 'true' }],
        },
      },
    ],
    [
      `${admission}/validatingadmissionpolicybindings`,
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata,
        spec: { policyName: 'any', validationActions: ['Audit'] },
      },
    ],
  ];
}

function apiService(): unknown {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.any.example' },
    spec: {
      group: 'any.example',
      version: 'v1',
      groupPriorityMinimum: 1,
      versionPriority: 1,
      service: { name: 'any', namespace: 'default' },
    },
  };
}

function definition(kind: string): unknown {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object' } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.any.example` },
    spec: {
      group: 'any.example',
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

function pod(): unknown {
  const containers = [{ name: 'web', image: 'registry.example/web:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'any' }, spec: { automountServiceAccountToken: false, containers } };
}

function workloads(namespace: string): readonly (readonly [path: string, object: unknown])[] {
  const metadata = { name: 'any' };
  const apps = `/apis/apps/v1/namespaces/${namespace}`;
  const labels = { app: 'any' };
  const spec = { containers: [{ name: 'web', image: 'registry.example/web:1' }] };
  return [
    ['/api/v1/namespaces/kube-system/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns' } }],
    [
      `${apps}/deployments`,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      },
    ],
    [`${apps}/controllerrevisions`, { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, revision: 0, data: {} }],
    [
      '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases',
      { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata },
    ],
    [
      `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`,
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata,
        spec: { defaultBackend: { service: { name: 'any', port: { number: 80 } } } },
      },
    ],
  ];
}

/** The bundles that proofs change, where the server serves such. */
export async function createTrustBundles(api: Api): Promise<void> {
  // Not what proofs write: to write what is there is no change, and nobody is asked about it.
  const trustBundle = Buffer.from(certificates().other, 'base64').toString();
  for (const [name, signerName] of [['any'], ['any.example:any:any', 'any.example/any']]) {
    await put(api, '/apis/certificates.k8s.io/v1/clustertrustbundles', {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'ClusterTrustBundle',
      metadata: { name },
      spec: { ...(signerName !== undefined && { signerName }), trustBundle },
    });
  }
}
