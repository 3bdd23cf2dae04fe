import { objectAt, set, stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { POLICIES, WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { isSecurityProduct } from './security-products.ts';
import { failurePolicyOf, guardedResource, rulesIn, webhooksOf, type Webhook } from './webhooks.ts';
import { NEEDS_WEBHOOK, NOW_REFUSES } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'admission/ignored-failure',
  subject: [...WEBHOOK_CONFIGURATIONS, ...POLICIES],
  title: 'What checks security at admission fails closed',
  severity: 'medium',
  remediation: 'Set failurePolicy: Fail, run its server with two replicas and more, and leave out only the namespace it runs in',

  check(object) {
    if (object.kind.endsWith('Configuration')) return webhooksOf(object).flatMap((webhook) => ofWebhook(object, webhook));
    return ofPolicy(object);
  },

  why: `With failurePolicy Ignore, the API server takes the object unchecked whenever the check cannot be asked or takes too
long. Whoever wants to pass it makes it slow or stops it: a flood of requests, a pod evicted, a policy whose expression fails
on a strange object. The check holds on good days and is gone on the day on which it was needed, and nothing is refused that
would tell.`,
  details: `Of webhooks those count that validate what decides of security in Kubernetes itself (pods and what makes them,
namespaces, secrets, services, ingresses, network policies, RBAC, the webhooks), and those of known policy engines, the
mutating ones too, whatever they watch. Webhooks that check an operator's own kinds do not: its controller checks them again.
For ValidatingAdmissionPolicies it is the failure of an expression or of a parameter that is ignored. What is not set is Fail,
and Ignore in v1beta1.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#failure-policy',
  ],
  requirements: { mitre: ['T1562.001'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a webhook that checks pods, and a policy',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: pod-rules
webhooks:
  - name: pods.rules.example.com
    failurePolicy: Ignore
    clientConfig:
      service: {name: rules, namespace: rules, path: /pods}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: no-host-network
spec:
  failurePolicy: Ignore
  matchConstraints:
    resourceRules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
  validations:
    - expression: "!has(object.spec.hostNetwork) || !object.spec.hostNetwork"
`,
        at: [
          'ValidatingWebhookConfiguration/pod-rules webhooks[0].failurePolicy',
          'ValidatingAdmissionPolicy/no-host-network spec.failurePolicy',
        ],
      },
      {
        name: 'the webhook of a policy engine, which may watch anything',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: gatekeeper-validating-webhook-configuration
webhooks:
  - name: validation.gatekeeper.sh
    failurePolicy: Ignore
    clientConfig:
      service: {name: gatekeeper-webhook-service, namespace: gatekeeper-system, path: /v1/admit}
    rules:
      - {apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['*']}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['webhooks[0].failurePolicy'],
      },
    ],
    passes: [
      {
        name: 'what fails closed by default, and an operator that checks its own kind',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: mixed
webhooks:
  - name: pods.rules.example.com
    clientConfig:
      service: {name: rules, namespace: rules, path: /pods}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: databases.example.com
    failurePolicy: Ignore
    clientConfig:
      service: {name: databases, namespace: databases, path: /validate}
    rules:
      - {apiGroups: [example.com], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [databases]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
      },
    ],
  },
});

export default control;

function ofWebhook(configuration: KubeObject, webhook: Webhook): readonly Outcome[] {
  if (failurePolicyOf(webhook.value, configuration.apiVersion) !== 'Ignore') return NOTHING;
  const isProduct = isSecurityProduct(configuration.name, webhook);
  const guarded = webhook.validates || isProduct ? guardedResource(rulesIn(webhook.value, 'rules')) : undefined;
  if (guarded === undefined && !isProduct) return NOTHING;
  const at = [...webhook.path, 'failurePolicy'];
  return [
    {
      at,
      message: `the webhook "${webhook.name}" checks ${guarded ?? 'policies'}, and what it cannot be asked of passes: failurePolicy is Ignore`,
      fix: { kind: 'suggestion', edits: [set(at, 'Fail')], hazards: NEEDS_WEBHOOK },
    },
  ];
}

function ofPolicy(policy: KubeObject): readonly Outcome[] {
  const at = ['spec', 'failurePolicy'];
  if (stringAt(policy.value, ...at) !== 'Ignore') return NOTHING;
  const spec = objectAt(policy.value, 'spec') ?? {};
  const guarded = guardedResource(rulesIn(spec, 'matchConstraints', 'resourceRules'));
  return [
    {
      at,
      message: `the ${policy.kind} "${policy.name}" lets pass what its expressions fail on: failurePolicy is Ignore`,
      severity:
        guarded === undefined
          ? { level: 'low', reason: 'it watches nothing that decides of security in Kubernetes itself' }
          : undefined,
      fix: { kind: 'suggestion', edits: [set(at, 'Fail')], hazards: NOW_REFUSES },
    },
  ];
}
