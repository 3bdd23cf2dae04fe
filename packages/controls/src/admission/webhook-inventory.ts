import { stringAt } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { WEBHOOK_CONFIGURATIONS } from './enforcement-kinds.ts';
import { failurePolicyOf, guardedResource, rulesIn, webhooksOf } from './webhooks.ts';

const control: Control = defineControl({
  id: 'admission/webhook-inventory',
  subject: WEBHOOK_CONFIGURATIONS,
  title: 'Every webhook is known to whoever answers for the cluster',
  severity: 'info',
  offByDefault: 'it lists every webhook there is, and only a person knows which of them are meant',
  remediation: 'Look through the list, and remove the webhooks that nobody answers for',
  judgesPartial: true,

  check(configuration) {
    return webhooksOf(configuration).map((webhook) => {
      const service = stringAt(webhook.value, 'clientConfig', 'service', 'name');
      const server = service === undefined ? stringAt(webhook.value, 'clientConfig', 'url') : `the Service "${service}"`;
      const watched = guardedResource(rulesIn(webhook.value, 'rules'));
      return {
        at: [...webhook.path, 'name'],
        message: `the webhook "${webhook.name}" ${webhook.validates ? 'checks' : 'changes'} ${watched ?? 'objects'} by ${server ?? 'an unnamed server'}, and failurePolicy is ${failurePolicyOf(webhook.value, configuration.apiVersion)}`,
      };
    });
  },

  why: `A webhook sees every object that its rules meet, and a mutating one changes them: who gets one into a cluster reads Secrets as they are written and
puts a container of his own into every pod, and stays when all his workloads are gone.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/'],
  requirements: { mitre: ['T1546'] },
  aliases: { kubescape: ['C-0036', 'C-0039'] },

  examples: {
    fails: [
      {
        name: 'one of each kind',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: rules
webhooks:
  - name: pods.rules.example.com
    clientConfig:
      service: {name: rules, namespace: rules}
    rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
    sideEffects: None
    admissionReviewVersions: [v1]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: injector
webhooks:
  - name: inject.example.com
    failurePolicy: Ignore
    clientConfig: {url: "https://injector.example.com/"}
    sideEffects: None
    admissionReviewVersions: [v1]
`,
        at: ['ValidatingWebhookConfiguration/rules webhooks[0].name', 'MutatingWebhookConfiguration/injector webhooks[0].name'],
      },
    ],
    passes: [
      {
        name: 'a configuration without webhooks',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: empty
webhooks: []
`,
      },
    ],
  },
});

export default control;
