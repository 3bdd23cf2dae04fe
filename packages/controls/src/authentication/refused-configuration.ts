import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import {
  AUTHENTICATION_CONFIGURATION,
  AUTHORIZATION_CONFIGURATION,
  isAuthenticationConfiguration,
  isAuthorizationConfiguration,
} from './configurations.ts';
import { refusedAuthentication } from './refused-authentication.ts';
import { refusedAuthorization } from './refused-authorization.ts';
import { refusedFlags } from './refused-flags.ts';
import type { Refusal } from './refused.ts';

const control: Control = defineControl({
  id: 'authentication/refused-configuration',
  subject: [AUTHENTICATION_CONFIGURATION, AUTHORIZATION_CONFIGURATION, ...API_SERVER_KINDS],
  title: 'The API server takes its configuration of authentication and authorization',
  severity: 'medium',
  remediation: 'Change what the message names; a server that does not start says the same in its log',
  reads: [AUTHENTICATION_CONFIGURATION],
  judgesPartial: true,

  check(object, { scope }) {
    if (isAuthenticationConfiguration(object)) return refusedAuthentication(object.value).map(outcome);
    if (isAuthorizationConfiguration(object)) return refusedAuthorization(object.value).map(outcome);
    const servers = apiServersOf(object);
    if (servers.length === 0) return NOTHING;
    const { group, kind } = AUTHENTICATION_CONFIGURATION;
    return servers.flatMap((server) => refusedFlags(server, [...scope.ofKind(group, kind)]).map(outcome));
  },

  why: `An API server does not start with a configuration that it refuses. One that runs already and is given a refused file goes on with
the old one, and says so in a log that nobody reads: a rule that was to shut somebody out is in the file and not in force.`,
  details: `The rules are those of Kubernetes 1.37, for files of every version and for the flags beside them: unknown fields, wrong types,
what is missing, what contradicts itself, what is there twice. Expressions are not compiled here, files that are named are not looked
for, and that an issuer is the server's own shows only there.`,
  references: [
    'https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
  ],
  requirements: { nsa: ['authentication'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'issuers that cannot be, one of them twice',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'http://idp.example.com', audiences: [a, b]}
    claimMappings:
      username: {claim: sub}
  - issuer: {url: 'http://idp.example.com', discoveryURL: 'http://idp.example.com/', audiences: []}
    claimMappings:
      username: {expression: claims.email}
`,
        at: [
          'jwt[0].issuer.audienceMatchPolicy',
          'jwt[0].issuer.url',
          'jwt[0].claimMappings.username.prefix',
          'jwt[1].issuer.url',
          'jwt[1].issuer.url',
          'jwt[1].issuer.discoveryURL',
          'jwt[1].issuer.discoveryURL',
          'jwt[1].issuer.audiences',
          'jwt[1].claimMappings.username.expression',
        ],
      },
      {
        name: 'a name of its own for RBAC, and a webhook without its settings',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: RBAC, name: roles}
  - type: Webhook
    name: policy
    webhook:
      timeout: 40s
      subjectAccessReviewVersion: v1
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: webhook.yaml}
`,
        at: [
          'authorizers[0].name',
          'authorizers[1].webhook.failurePolicy',
          'authorizers[1].webhook.timeout',
          'authorizers[1].webhook.connectionInfo.kubeConfigFile',
        ],
      },
      {
        name: 'flags that contradict each other',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
        - --authentication-config=/etc/kubernetes/authentication.yaml
        - --oidc-issuer-url=https://idp.example.com
        - --oidc-client-id=kubernetes
        - --authorization-mode=Node,RBAC,Webhook
`,
        at: ['spec.containers[0].command[2]', 'spec.containers[0].command[4]'],
      },
    ],
    passes: [
      {
        name: 'both files, in order',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://idp.example.com', audiences: [a, b], audienceMatchPolicy: MatchAny}
    claimMappings:
      username: {claim: sub, prefix: 'idp:'}
anonymous:
  enabled: true
  conditions: [{path: /livez}]
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: Node, name: node}
  - {type: RBAC, name: rbac}
  - type: Webhook
    name: policy
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

function outcome({ at, why }: Refusal): Outcome {
  const field = at.findLast((step) => typeof step === 'string');
  const subject = why.startsWith('--') || why.startsWith('the mode') || field === undefined ? '' : `${field}: `;
  return { at, message: `the API server refuses this configuration: ${subject}${why}` };
}
