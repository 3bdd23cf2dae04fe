import { stringAt, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { isPrivateAddress } from '../service/private-address.ts';
import { WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { guardedResource, rulesIn, webhooksOf } from './webhooks.ts';

const CONVERSION: Path = ['spec', 'conversion', 'webhook', 'clientConfig', 'url'];
const INSIDE = /(?:^localhost|\.local|\.internal|\.svc|\.lan|\.corp|\.intranet)$/;

const control: Control = defineControl({
  id: 'admission/external-webhook',
  subject: [...WEBHOOK_CONFIGURATIONS, { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  title: 'No webhook sends objects out of the cluster',
  severity: 'medium',
  remediation: 'Run the webhook in the cluster and name its Service in clientConfig, or watch less with it',
  judgesPartial: true,

  check(object) {
    if (object.kind === 'CustomResourceDefinition')
      return ofUrl(stringAt(object.value, ...CONVERSION), CONVERSION, `of the conversion of "${object.name}"`, undefined);
    return webhooksOf(object).flatMap((webhook) => {
      const url = stringAt(webhook.value, 'clientConfig', 'url');
      if (url === undefined) return NOTHING;
      const watched = guardedResource(rulesIn(webhook.value, 'rules'));
      const what = `"${webhook.name}"${watched === undefined ? '' : `, which watches ${watched},`}`;
      return ofUrl(url, [...webhook.path, 'clientConfig', 'url'], what, severityOf(watched));
    });
  },

  why: `The API server sends every object that a webhook's rules meet to the server behind it: Secrets with their values, pods with their environment, the name and
the groups of whoever asked. By a URL it leaves the cluster, and who holds that host's name or its machine reads it, and with a mutating
webhook decides what is stored.`,
  details: `A URL whose host is a Service, a private address or a name that only an inner network resolves (.local, .internal, .svc) passes; so does every
webhook with a Service. Managed control planes that register their own webhooks by URL (AWS Pod Identity at 127.0.0.1) pass too.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url'],
  requirements: { mitre: ['T1567'], owasp: ['K05'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a host outside, which sees Secrets',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: vendor
webhooks:
  - name: secrets.vendor.example.com
    clientConfig: {url: "https://admission.vendor.example.com/mutate"}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['webhooks[0].clientConfig.url'],
      },
    ],
    passes: [
      {
        name: 'a Service, localhost, and a private address',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: own
webhooks:
  - name: service.example.com
    clientConfig:
      service: {name: own, namespace: own, path: /mutate}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: local.example.com
    clientConfig: {url: "https://127.0.0.1:23443/mutate"}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: inner.example.com
    clientConfig: {url: "https://10.0.0.12/mutate"}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
      },
    ],
  },
});

export default control;

function ofUrl(url: string | undefined, at: Path, what: string, severity: Failure['severity']): readonly Outcome[] {
  const host = url === undefined ? undefined : hostOf(url);
  if (host === undefined || host === '' || isInside(host)) return NOTHING;
  return [
    {
      at,
      message: `the webhook ${what} sends what it is asked about to ${host}`,
      severity,
    },
  ];
}

function severityOf(watched: string | undefined): Failure['severity'] {
  if (watched === 'secrets' || watched === 'everything') return { level: 'high', reason: 'it is sent Secrets with their values' };
  return watched === undefined ? { level: 'low', reason: 'it watches none of the kinds that decide of security' } : undefined;
}

function hostOf(url: string): string | undefined {
  return URL.parse(url)?.hostname.replace(/^\[|\]$/g, '');
}

function isInside(host: string): boolean {
  return !host.includes('.') && !host.includes(':') ? true : isPrivateAddress(host) || INSIDE.test(host);
}
