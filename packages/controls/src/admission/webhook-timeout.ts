import { set, valueAt, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { webhooksOf } from './webhooks.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'requests for which the webhook takes longer fail, or pass unseen where its failurePolicy is Ignore',
    check: 'apiserver_admission_webhook_admission_duration_seconds of the API server shows none that took so long',
  },
];

const control: Control = defineControl({
  id: 'admission/webhook-timeout',
  subject: WEBHOOK_CONFIGURATIONS,
  title: 'The API server waits for no webhook longer than ten seconds',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set timeoutSeconds to 5 or less, and mend what makes its server slow',
  judgesPartial: true,
  parameters: { 'longest-seconds': { default: 10, description: 'The longest time that passes, in seconds' } },

  check(configuration, context) {
    const longest = context.parameter('longest-seconds');
    return webhooksOf(configuration).flatMap((webhook) => {
      const seconds = valueAt(webhook.value, ['timeoutSeconds']);
      if (typeof seconds !== 'number' || seconds <= longest) return NOTHING;
      const at = [...webhook.path, 'timeoutSeconds'];
      return [
        {
          at,
          message: `the API server waits ${seconds} seconds for the webhook "${webhook.name}"`,
          fix: { kind: 'suggestion' as const, edits: [set(at, longest)], hazards: HAZARDS },
        },
      ];
    });
  },

  why: `Every request that a webhook watches waits for it. When its server hangs, each of them waits as long as the timeout
says, holds one of the API server's places for requests, and soon the API is slow for everybody: leases run out, and
controllers lose their leadership.`,
  details: `What is not set is ten seconds, the default of v1, and passes.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts'],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'half a minute',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: pods.rules.example.com
    timeoutSeconds: 30
    clientConfig:
      service: {name: rules, namespace: rules}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['webhooks[0].timeoutSeconds'],
      },
    ],
    passes: [
      {
        name: 'five seconds, and the default',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: pods.rules.example.com
    timeoutSeconds: 5
    clientConfig:
      service: {name: rules, namespace: rules}
    sideEffects: None
    admissionReviewVersions: [v1]
  - name: others.rules.example.com
    clientConfig:
      service: {name: rules, namespace: rules}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
      },
    ],
  },
});

export default control;
