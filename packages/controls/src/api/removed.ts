import type { KubeObject } from '@bulwark/model';
import type { ApiRef, Lifecycle, Schema } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { replacementOf } from './replacement.ts';
import { moveTo } from './move.ts';

const control: Control = defineControl({
  id: 'api/removed',
  subject: 'object',
  title: 'Objects are of APIs that the cluster serves',
  severity: 'medium',
  remediation: 'Move the object to the API that replaces its own, and look at what has changed between them',
  judgesPartial: true,

  check(object, { kinds, scope }) {
    if (kinds === undefined || kinds.of(object, scope).known !== 'not-served') return NOTHING;
    const lifecycle = kinds.schema.lifecycle(object.apiVersion, object.kind);
    const message = lifecycle === undefined ? undefined : messageOf(lifecycle, kinds.schema);
    if (lifecycle === undefined || message === undefined) return NOTHING;
    const fix = moveTo(replacementOf(lifecycle, kinds.schema), lifecycle);
    return [{ at: ['apiVersion'], message, severity: severityOf(object), fix }];
  },

  why: `The API server has no place for such an object: to apply it fails, and what it was to do is not done. After an upgrade that is
found out late: objects that are there live on under the new API, and only the next release, or the cluster that is rebuilt
after a disaster, comes up without its network policies, its webhooks or its pod security.`,
  details: `Judged by the Kubernetes version that the scan is for (--kube-version), from upstream's own record of when each API is introduced,
deprecated and removed. An API that a version does not have yet counts too. Where the kind is one that protects, it is high.
Kinds that Kubernetes never had in a group are unknown, and schema/unknown-field says so.`,
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  requirements: {},
  aliases: { 'kube-linter': ['no-extensions-v1beta'], 'kube-score': ['stable-version'] },

  examples: {
    fails: [
      {
        name: 'an Ingress of an API that 1.22 has removed',
        yaml: `
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
`,
        at: ['apiVersion'],
      },
      {
        name: 'a PodSecurityPolicy, which nothing replaces as an object',
        yaml: `
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata:
  name: restricted
spec:
  privileged: false
`,
        at: ['apiVersion'],
      },
    ],
    passes: [
      {
        name: 'an API that is served',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
`,
      },
      {
        name: 'custom kinds are not Kubernetes to remove',
        yaml: `
apiVersion: example.com/v1beta1
kind: Shop
metadata:
  name: corner
`,
      },
    ],
  },
});

export default control;

function messageOf(lifecycle: Lifecycle, schema: Schema): string | undefined {
  const { apiVersion, kind, introduced, removed } = lifecycle;
  const { minor } = schema;
  if (removed !== undefined && removed <= minor) {
    return `Kubernetes 1.${minor} does not serve ${kind} in ${apiVersion}, which 1.${removed} has removed${inPlaceOf(lifecycle, schema)}`;
  }
  if (introduced === undefined || introduced <= minor) return undefined;
  return `Kubernetes 1.${minor} does not serve ${kind} in ${apiVersion} yet, which comes with 1.${introduced}`;
}

function inPlaceOf(lifecycle: Lifecycle, schema: Schema): string {
  if (lifecycle.kind === 'PodSecurityPolicy') return ': Pod Security admission takes its place, by labels of namespaces';
  const replacement: ApiRef | undefined = replacementOf(lifecycle, schema);
  if (replacement === undefined) return ', and nothing takes its place';
  const kind = replacement.kind === lifecycle.kind ? '' : `${replacement.kind} in `;
  return `: ${kind}${replacement.apiVersion} takes its place`;
}

/** Kinds without which something is open that was to be closed. */
const PROTECTING: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'MutatingWebhookConfiguration',
  'NetworkPolicy',
  'PodSecurityPolicy',
  'Role',
  'RoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

function severityOf({ kind }: KubeObject): Failure['severity'] {
  if (!PROTECTING.has(kind)) return undefined;
  return { level: 'high', reason: 'what the object protects or limits is not protected or limited' };
}
