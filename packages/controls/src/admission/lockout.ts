import { listAt, member, objectAt, stringAt, type Json, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { coversResource, coversWrites, failurePolicyOf, rulesIn, webhooksOf, type Webhook } from './webhooks.ts';

const control: Control = defineControl({
  id: 'admission/lockout',
  subject: WEBHOOK_CONFIGURATIONS,
  title: 'A webhook that fails closed leaves out what brings it back',
  severity: 'medium',
  concern: 'reliability',
  remediation: 'Leave out kube-system and the namespace of its own pods by a namespaceSelector on kubernetes.io/metadata.name',

  check(configuration) {
    return webhooksOf(configuration).flatMap((webhook) => ofWebhook(configuration, webhook));
  },

  why: `A webhook that fails closed and watches pods stops every pod from starting while its own server is down, its own pods too: after the loss of the
nodes it runs on nothing starts any more, not the network, not the DNS, not the webhook. People then delete the webhook in haste, and
with it the check.`,
  details: `Counted are webhooks that fail closed and watch the creation of pods through the Service of a namespace, without a selector that leaves
that namespace out: by its name (kubernetes.io/metadata.name), or by a label, which is taken to be there. A selector of objects is taken to leave its pods
out. matchConditions are not read: a webhook with any is unknown. Servers behind a URL are not meant.`,
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/#avoid-self-mutation',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'all pods everywhere, and all pods but those of kube-system',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: all.rules.example.com
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*']}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: pods.rules.example.com
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['webhooks[0].rules', 'webhooks[1].namespaceSelector'],
      },
    ],
    passes: [
      {
        name: 'its own namespace is left out, it fails open, or it watches something else',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: pods.rules.example.com
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, rules]}
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: open.rules.example.com
    failurePolicy: Ignore
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: ingresses.rules.example.com
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [networking.k8s.io], apiVersions: [v1], operations: [CREATE], resources: [ingresses]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
      },
      {
        name: 'conditions that nobody reads here',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: pods.rules.example.com
    matchConditions:
      - {name: not-ours, expression: 'object.metadata.namespace != "rules"'}
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        unknown: ['its matchConditions may leave out the pods of its own server'],
      },
    ],
  },
});

export default control;

function ofWebhook(configuration: KubeObject, webhook: Webhook): readonly Outcome[] {
  const { value, path, name } = webhook;
  const own = stringAt(value, 'clientConfig', 'service', 'namespace');
  if (own === undefined || failurePolicyOf(value, configuration.apiVersion) !== 'Fail' || !watchesPods(webhook)) return NOTHING;
  if (leavesOut(member(value, 'namespaceSelector'), own) || hasTerms(member(value, 'objectSelector'))) return NOTHING;
  if (listAt(value, 'matchConditions').length > 0)
    return [{ at: [...path, 'matchConditions'], unknown: 'its matchConditions may leave out the pods of its own server' }];
  const at = [...path, hasTerms(member(value, 'namespaceSelector')) ? 'namespaceSelector' : 'rules'];
  return [
    {
      at,
      message: `the webhook "${name}" fails closed for pods and does not leave out the namespace "${own}" of its own server: once that is down, it cannot start`,
    },
  ];
}

function watchesPods({ value }: Webhook): boolean {
  return rulesIn(value, 'rules').some((rule) => coversWrites(rule) && coversResource(rule, '', 'pods'));
}

function hasTerms(selector: Json | undefined): boolean {
  return Object.keys(objectAt(selector, 'matchLabels') ?? {}).length > 0 || listAt(selector, 'matchExpressions').length > 0;
}

/** Whether the selector is met by no namespace of this name, as far as its name says; labels are taken to be as they should. */
function leavesOut(selector: Json | undefined, namespace: string): boolean {
  const labels = Object.entries(objectAt(selector, 'matchLabels') ?? {});
  if (labels.some(([key, value]) => key !== 'kubernetes.io/metadata.name' || value !== namespace)) return true;
  return listAt(selector, 'matchExpressions').some((expression) => {
    if (stringAt(expression, 'key') !== 'kubernetes.io/metadata.name') return true;
    const isNamed = listAt(expression, 'values').includes(namespace);
    const operator = stringAt(expression, 'operator');
    return operator === 'NotIn' ? isNamed : operator === 'In' && !isNamed;
  });
}
