import { booleanAt, stringAt, type Path, type Hazard } from '@bulwark/model';
import { flagOf, withFlag, type ApiServer } from '../authentication/flags.ts';
import { seconds } from '../authentication/go-duration.ts';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, type Chain } from './authorizers.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'the webhook is asked more often, and each request waits for it while it is slow',
    check:
      'its own metrics show room for more requests: apiserver_authorization_webhook_ and apiserver_authentication_ of the API server count them',
  },
];

const control: Control = defineControl({
  id: 'authorization/webhook-cache',
  subject: CHAIN_KINDS,
  title: 'A right that was taken away is gone within minutes',
  severity: 'low',
  remediation: 'Set authorizedTTL (--authorization-webhook-cache-authorized-ttl) to its default of five minutes, or shorter',
  judgesPartial: true,

  check(object) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap(ofChain);
  },

  why: `The API server keeps what the webhook has allowed and does not ask again. Who was put out at the webhook goes on for as long as
that holds, and nothing but a restart of every API server makes it forget.`,
  details: `More than ten minutes are long. What is not set is five; with cacheAuthorizedRequests: false nothing is kept.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/webhook/'],
  requirements: { mitre: ['T1550.001'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an hour, in a file and by flag',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: RBAC, name: rbac}
  - type: Webhook
    name: policy
    webhook:
      authorizedTTL: 1h
      timeout: 3s
      subjectAccessReviewVersion: v1
      failurePolicy: NoOpinion
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authorization-mode: Node,RBAC,Webhook
    authorization-webhook-config-file: /etc/kubernetes/webhook.yaml
    authorization-webhook-cache-authorized-ttl: 60m
`,
        at: [
          'AuthorizationConfiguration/ authorizers[1].webhook.authorizedTTL',
          'ClusterConfiguration/ apiServer.extraArgs.authorization-webhook-cache-authorized-ttl',
        ],
      },
    ],
    passes: [
      {
        name: 'five minutes, and nothing kept',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: RBAC, name: rbac}
  - type: Webhook
    name: a
    webhook: {authorizedTTL: 5m, timeout: 3s}
  - type: Webhook
    name: b
    webhook: {authorizedTTL: 24h, cacheAuthorizedRequests: false, timeout: 3s}
`,
      },
    ],
  },
});

export default control;

const LONG = 10 * 60;

function ofChain({ authorizers, server }: Chain): readonly Outcome[] {
  if (server !== undefined) return authorizers.some(({ type }) => type === 'Webhook') ? ofServer(server) : NOTHING;
  return authorizers.flatMap(({ at, webhook }) => {
    const ttl = stringAt(webhook, 'authorizedTTL');
    if (ttl === undefined || !isLong(ttl) || booleanAt(webhook, 'cacheAuthorizedRequests') === false) return NOTHING;
    const path = [...at, 'webhook', 'authorizedTTL'];
    return [outcome(path, ttl, { op: 'set', path, value: '5m0s' })];
  });
}

const FLAG = 'authorization-webhook-cache-authorized-ttl';

function ofServer(server: ApiServer): readonly Outcome[] {
  const flag = flagOf(server, FLAG);
  if (flag?.value === undefined || !isLong(flag.value)) return NOTHING;
  return [outcome(flag.at, flag.value, withFlag(server, FLAG, '5m0s'))];
}

function isLong(ttl: string): boolean {
  return (seconds(ttl) ?? 0) > LONG;
}

function outcome(at: Path, ttl: string, edit: ReturnType<typeof withFlag>): Outcome {
  return {
    at,
    message: `what the webhook has allowed stays allowed for ${ttl}`,
    fix: edit && { kind: 'suggestion', edits: [edit], hazards: HAZARDS },
  };
}
