import type { Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { flagOf, withFlag, type ApiServer } from './flags.ts';
import { seconds } from './go-duration.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'the webhook is asked more often, and each request waits for it while it is slow',
    check:
      'its own metrics show room for more requests: apiserver_authorization_webhook_ and apiserver_authentication_ of the API server count them',
  },
];

const control: Control = defineControl({
  id: 'authentication/token-webhook-cache',
  subject: API_SERVER_KINDS,
  title: 'The API server asks the token webhook again before long',
  severity: 'low',
  remediation: 'Set --authentication-token-webhook-cache-ttl to its default of two minutes, or shorter',
  judgesPartial: true,

  check(object) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap(ofServer);
  },

  why: `What the webhook has said of a token holds until the cache forgets it. A token that was taken back, and somebody who was put
out of a group, go on as before for that long, and nobody can shorten it but by restarting every API server.`,
  details: `More than ten minutes are long. What is not set is two minutes; where no webhook is set the flag says nothing.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#webhook-token-authentication'],
  requirements: { mitre: ['T1550.001'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an hour',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authentication-token-webhook-config-file: /etc/kubernetes/webhook.yaml
    authentication-token-webhook-cache-ttl: 1h0m
`,
        at: ['apiServer.extraArgs.authentication-token-webhook-cache-ttl'],
      },
    ],
    passes: [
      {
        name: 'two minutes, and no webhook',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authentication-token-webhook-config-file: /etc/kubernetes/webhook.yaml
    authentication-token-webhook-cache-ttl: 2m
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    authentication-token-webhook-cache-ttl: 1h
`,
      },
    ],
  },
});

export default control;

const LONG = 10 * 60;

function ofServer(server: ApiServer): readonly Outcome[] {
  const flag = flagOf(server, 'authentication-token-webhook-cache-ttl');
  if (flag?.value === undefined || !server.flags.has('authentication-token-webhook-config-file')) return NOTHING;
  if ((seconds(flag.value) ?? 0) <= LONG) return NOTHING;
  const edit = withFlag(server, 'authentication-token-webhook-cache-ttl', '2m');
  return [
    {
      at: flag.at,
      message: `what the token webhook says holds for ${flag.value}, whatever becomes of the token`,
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: HAZARDS },
    },
  ];
}
