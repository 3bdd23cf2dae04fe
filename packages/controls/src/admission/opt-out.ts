import { member, objectAt, type Json, type JsonObject, type KubeObject, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { BINDINGS, POLICIES, WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { optOutOf, type OptOut } from './opt-out-label.ts';
import { isSecurityProduct } from './security-products.ts';
import { guardedResource, rulesIn, webhooksOf, type Webhook } from './webhooks.ts';

const control: Control = defineControl({
  id: 'admission/opt-out',
  subject: [...WEBHOOK_CONFIGURATIONS, ...POLICIES, ...BINDINGS],
  title: 'No label takes an object out of an admission check',
  severity: 'medium',
  remediation:
    'Leave out namespaces by their name (kubernetes.io/metadata.name), and single objects by an exception that only its owner may write',

  check(object) {
    if (object.kind.endsWith('Configuration')) return webhooksOf(object).flatMap((webhook) => ofWebhook(object, webhook));
    if (object.kind.endsWith('Binding'))
      return outcomes(objectAt(object.value, 'spec', 'matchResources'), ['spec', 'matchResources'], object);
    return outcomes(objectAt(object.value, 'spec', 'matchConstraints'), ['spec', 'matchConstraints'], object);
  },

  why: `An object selector that leaves out what carries a label, or asks for one, lets whoever writes the object decide whether it is checked: one line
of metadata, and the privileged pod passes every rule. A namespace selector does the same for whoever may label the namespace, which is every
tenant that owns one.`,
  details: `Counted are selectors whose requirement a label turns off (NotIn, DoesNotExist), and selectors of objects that demand one, of
webhooks that validate what decides of security or belong to a policy engine, and of ValidatingAdmissionPolicies with their bindings. Where
it is the namespace's label the severity is low; its name passes (kubernetes.io/metadata.name, which the API server sets and nobody else), as
does a selector that asks for a label of namespaces, which says where the rule is meant to hold. Mutating webhooks that are no policy engine's (injectors) are
opted into by labels on purpose and are not judged. Labels below pod-security.kubernetes.io pass too: Kubernetes guards them no less than the rule.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector',
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-namespaceselector',
  ],
  requirements: { mitre: ['T1562.001'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a label on the pod, and one on its namespace',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: pod-rules
webhooks:
  - name: pods.rules.example.com
    objectSelector:
      matchExpressions:
        - {key: rules.example.com/ignore, operator: DoesNotExist}
    namespaceSelector:
      matchExpressions:
        - {key: rules.example.com/ignore, operator: NotIn, values: ["true"]}
    clientConfig:
      service: {name: rules, namespace: rules, path: /pods}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['webhooks[0].objectSelector.matchExpressions[0]', 'webhooks[0].namespaceSelector.matchExpressions[0]'],
      },
      {
        name: 'a binding that holds only for objects with a label',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-network
spec:
  policyName: no-host-network
  validationActions: [Deny]
  matchResources:
    objectSelector:
      matchLabels: {checked: "true"}
`,
        at: ['spec.matchResources.objectSelector.matchLabels.checked'],
      },
    ],
    passes: [
      {
        name: 'namespaces by their name, and an injector that is asked for by a label',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: pod-rules
webhooks:
  - name: pods.rules.example.com
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, rules]}
    clientConfig:
      service: {name: rules, namespace: rules, path: /pods}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: injector
webhooks:
  - name: inject.mesh.example.com
    objectSelector:
      matchLabels: {mesh.example.com/inject: "true"}
    clientConfig:
      service: {name: mesh, namespace: mesh, path: /inject}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
      },
    ],
  },
});

export default control;

function ofWebhook(configuration: KubeObject, webhook: Webhook): readonly Outcome[] {
  const { value } = webhook;
  if (member(value, 'objectSelector') === undefined && member(value, 'namespaceSelector') === undefined) return NOTHING;
  const isProduct = isSecurityProduct(configuration.name, webhook);
  if (!isProduct && !(webhook.validates && guardedResource(rulesIn(value, 'rules')) !== undefined)) return NOTHING;
  return outcomes(value, webhook.path, { kind: 'webhook', name: webhook.name });
}

interface Named {
  readonly kind: string;
  readonly name: string;
}

function outcomes(holder: JsonObject | undefined, path: Path, named: Named): readonly Outcome[] {
  if (holder === undefined) return NOTHING;
  const ofObject = selectorOf(holder, 'objectSelector', path);
  const ofNamespace = selectorOf(holder, 'namespaceSelector', path);
  return [
    ...(ofObject === undefined ? [] : [failureOf(named, ofObject, 'the object')]),
    ...(ofNamespace === undefined ? [] : [failureOf(named, ofNamespace, 'the namespace')]),
  ];
}

function selectorOf(holder: JsonObject, field: string, path: Path): OptOut | undefined {
  const selector: Json | undefined = member(holder, field);
  return selector === undefined
    ? undefined
    : optOutOf(selector, [...path, field], field === 'objectSelector' ? 'objects' : 'namespaces');
}

function failureOf(named: Named, { at, label, how }: OptOut, holder: 'the object' | 'the namespace'): Failure {
  return {
    at,
    message: `the ${named.kind} "${named.name}" is passed by ${how} the label ${label} on ${holder}`,
    severity:
      holder === 'the object'
        ? undefined
        : { level: 'low', reason: 'only whoever may label the namespace can turn the check off' },
  };
}
