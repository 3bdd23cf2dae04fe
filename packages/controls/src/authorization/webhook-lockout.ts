import { isObject, listAt, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, type Authorizer, type Chain } from './authorizers.ts';

const control: Control = defineControl({
  id: 'authorization/webhook-lockout',
  subject: CHAIN_KINDS,
  title: 'An authorization webhook that is down does not stop what brings it back',
  severity: 'low',
  remediation:
    'Leave out the control plane and the nodes by matchConditions, such as "!request.user.startsWith(\'system:\')", or put Node in front',
  judgesPartial: true,

  check(object) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap(ofChain);
  },

  why: `With failurePolicy Deny in front of everything, each request is refused while the webhook is away: those of kubelets, of the
scheduler and of the controllers that would start it again. Only system:masters is not asked about, so that somebody with the
administrator's certificate must be found at night, and uses it.`,
  details: `Webhooks count that deny on failure, stand in front of Node or RBAC and have no matchConditions. What conditions leave out is
not looked into.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
  ],
  requirements: { mitre: ['T1499'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'in front of everything',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - type: Webhook
    name: policy
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: Deny
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
`,
        at: ['authorizers[0].webhook.failurePolicy'],
      },
    ],
    passes: [
      {
        name: 'with conditions, and at the end',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - type: Webhook
    name: cuts
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      matchConditionSubjectAccessReviewVersion: v1
      failurePolicy: Deny
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
      matchConditions:
        - {expression: "!request.user.startsWith('system:')"}
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
  - type: Webhook
    name: adds
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: Deny
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
`,
      },
    ],
  },
});

export default control;

function ofChain({ authorizers }: Chain): readonly Outcome[] {
  const last = authorizers.findLastIndex(({ type }) => type === 'RBAC' || type === 'Node');
  return authorizers.slice(0, Math.max(last, 0)).flatMap(ofWebhook);
}

function ofWebhook({ type, name, at, webhook }: Authorizer): readonly Outcome[] {
  if (type !== 'Webhook' || stringAt(webhook, 'failurePolicy') !== 'Deny') return NOTHING;
  if (listAt(webhook, 'matchConditions').some(isObject)) return NOTHING;
  return [
    {
      at: [...at, 'webhook', 'failurePolicy'],
      message: `while the webhook "${name}" is away, nodes and controllers are refused too: failurePolicy is Deny, without matchConditions`,
    },
  ];
}
