import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../../control-plane/api.ts';

/** What proofs write where only somebody who really does it has the bytes. */
const MADE_UP = 'UEVN';

const certificate = { request: '', certificate: '' };

/** A certificate request and a certificate, of a key that is thrown away. */
function certificates(): typeof certificate {
  if (certificate.request !== '') return certificate;
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-certificate-'));
  const [key, request, signed] = ['key', 'request', 'signed'].map((name) => join(folder, name)) as [string, string, string];
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=any', '-keyout', key];
  execFileSync('openssl', ['req', '-new', ...options, '-out', request], { stdio: 'ignore' });
  execFileSync('openssl', ['req', '-x509', ...options, '-out', signed], { stdio: 'ignore' });
  certificate.request = readFileSync(request).toString('base64');
  certificate.certificate = readFileSync(signed).toString('base64');
  return certificate;
}

/** The body of a step with real bytes in it. */
export function real(body: unknown): unknown {
  if (body === undefined || !JSON.stringify(body).includes(`"${MADE_UP}"`)) return body;
  const { request, certificate: signed } = certificates();
  const text = JSON.stringify(body)
    .replace(`"request":"${MADE_UP}"`, `"request":"${request}"`)
    .replace(`"certificate":"${MADE_UP}"`, `"certificate":"${signed}"`);
  return JSON.parse(text) as unknown;
}

/** An object of every kind that a proof aims at, by the name that stands for any. */
export async function createAny(api: Api, namespace: string): Promise<void> {
  for (const [path, object] of objects(namespace)) {
    const { status, body } = await api.request('POST', path, object);
    if (status !== 201 && status !== 409) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  }
}

function objects(namespace: string): readonly (readonly [path: string, object: unknown])[] {
  const metadata = { name: 'any' };
  const here = `/namespaces/${namespace}`;
  const admission = '/apis/admissionregistration.k8s.io/v1';
  return [
    ['/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata }],
    ['/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata }],
    [`/api/v1${here}/services`, { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } }],
    [`/api/v1${here}/endpoints`, { apiVersion: 'v1', kind: 'Endpoints', metadata }],
    [
      `/apis/discovery.k8s.io/v1${here}/endpointslices`,
      { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4', endpoints: [], ports: [] },
    ],
    [
      `/apis/networking.k8s.io/v1${here}/networkpolicies`,
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: {} } },
    ],
    ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(
      (kind) =>
        [`${admission}/${kind.toLowerCase()}s`, { apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata }] as const,
    ),
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
    ['/apis/apiregistration.k8s.io/v1/apiservices', apiService()],
    ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition()],
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

function definition(): unknown {
  const schema = { openAPIV3Schema: { type: 'object' } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'anys.any.example' },
    spec: {
      group: 'any.example',
      scope: 'Namespaced',
      names: { kind: 'Any', plural: 'anys' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}
