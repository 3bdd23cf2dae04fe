import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, type Authorizer, type Chain } from './authorizers.ts';

const control: Control = defineControl({
  id: 'authorization/webhook-fails-open',
  subject: CHAIN_KINDS,
  title: 'What an authorization webhook forbids stays forbidden when it is not reached',
  severity: 'medium',
  remediation:
    'Set failurePolicy: Deny with matchConditions that leave out the requests of the system itself, or put a webhook that only allows behind RBAC',
  judgesPartial: true,

  check(object) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap(ofChain);
  },

  why: `A webhook stands in front of RBAC to forbid what RBAC would allow: what it allows it could allow from behind. With failurePolicy
NoOpinion the next authorizer is asked when it cannot be reached, answers nonsense, or a condition fails on the request. Whoever holds a
right by RBAC that the webhook is there to cut makes the webhook slow, and has it.`,
  details: `Webhooks count that stand in front of RBAC or ABAC. One that --authorization-mode names has no failure policy but NoOpinion;
an AuthorizationConfiguration can say Deny. Where Node alone stands behind it there is nothing to lose.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
    'https://kubernetes.io/docs/reference/access-authn-authz/webhook/',
  ],
  requirements: { mitre: ['T1562.001'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'in a file, and by flag',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: Node, name: node}
  - type: Webhook
    name: policy
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: NoOpinion
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
  - {type: RBAC, name: rbac}
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authorization-mode: Webhook,Node,RBAC
    authorization-webhook-config-file: /etc/kubernetes/webhook.yaml
`,
        at: [
          'AuthorizationConfiguration/ authorizers[1].webhook.failurePolicy',
          'ClusterConfiguration/ apiServer.extraArgs.authorization-mode',
        ],
      },
    ],
    passes: [
      {
        name: 'behind RBAC, and one that denies',
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
        - {expression: "!('system:nodes' in request.groups)"}
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
  - type: Webhook
    name: adds
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: NoOpinion
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
`,
      },
    ],
  },
});

export default control;

function ofChain({ authorizers, server }: Chain): readonly Outcome[] {
  const last = authorizers.findLastIndex(({ type }) => type === 'RBAC' || type === 'ABAC' || type === 'AlwaysAllow');
  return authorizers.slice(0, Math.max(last, 0)).flatMap((authorizer) => ofWebhook(authorizer, server === undefined));
}

function ofWebhook({ type, name, at, webhook }: Authorizer, isFile: boolean): readonly Outcome[] {
  if (type !== 'Webhook' || (isFile && stringAt(webhook, 'failurePolicy') !== 'NoOpinion')) return NOTHING;
  const which = isFile ? `the webhook "${name}"` : 'the webhook of --authorization-mode';
  const path = isFile ? [...at, 'webhook', 'failurePolicy'] : at;
  return [
    { at: path, message: `${which} is asked before RBAC, and what it forbids is allowed when it is not reached: NoOpinion` },
  ];
}
