import type { KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { claimedNames } from './claimed-names.ts';
import { asTheyAre, unclear } from './mapping-words.ts';
import { ISSUER_KINDS, tokenIssuersOf, type Mapping, type TokenIssuer } from './token-issuers.ts';
import { OTHER_NAMES } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'authentication/username-prefix',
  subject: ISSUER_KINDS,
  title: 'No identity provider can name anybody like a user of Kubernetes itself',
  severity: 'high',
  remediation:
    'Give user names a prefix of your own (claimMappings.username.prefix, --oidc-username-prefix), and refuse names that begin with system:',
  judgesPartial: true,

  check: (object) => checkUsernames(object),

  why: `The control plane's own components, nodes and ServiceAccounts are users with names in system:, and RBAC knows them by the name
alone. Whoever may choose the claim that becomes the user name (in many directories everybody may choose his own nickname)
calls himself system:kube-controller-manager or system:serviceaccount:kube-system:argocd and has what it has. Two providers
without prefixes can also name one another's people.`,
  details: `Of AuthenticationConfigurations and of the --oidc- flags of an API server. Without --oidc-username-prefix the server puts the
issuer's URL in front, except where the claim is email; with "-" it puts nothing. Addresses hold an @, which no name of
Kubernetes' own does: where the claim is email the severity is low. Expressions and rules count as they do for groups.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#core-component-roles',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1078'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an empty prefix, one that can grow into system:, an expression, an address',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1beta1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://a.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: ''}
  - issuer: {url: 'https://b.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'sys'}
  - issuer: {url: 'https://c.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {expression: claims.preferred_username}
  - issuer: {url: 'https://d.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: email, prefix: ''}
`,
        at: [
          'jwt[0].claimMappings.username.prefix',
          'jwt[1].claimMappings.username.prefix',
          'jwt[2].claimMappings.username.expression',
          'jwt[3].claimMappings.username.prefix',
        ],
      },
      {
        name: 'a flag that turns the prefix off',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    oidc-issuer-url: https://idp.example.com
    oidc-client-id: kubernetes
    oidc-username-claim: preferred_username
    oidc-username-prefix: '-'
`,
        at: ['apiServer.extraArgs.oidc-username-prefix'],
      },
    ],
    passes: [
      {
        name: 'a prefix, an expression with one, a rule in its place',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://a.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'a:'}
  - issuer: {url: 'https://b.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {expression: "'b:' + claims.sub"}
  - issuer: {url: 'https://c.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: ''}
    userValidationRules:
      - expression: "!user.username.startsWith('system:')"
`,
      },
      {
        name: 'the server puts the issuer in front of what is no address',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --oidc-issuer-url=https://idp.example.com, --oidc-client-id=kubernetes]
`,
      },
    ],
  },
});

export default control;

function checkUsernames(object: KubeObject): readonly Outcome[] {
  const issuers = tokenIssuersOf(object);
  return issuers.length === 0 ? NOTHING : issuers.flatMap(ofIssuer);
}

function ofIssuer(issuer: TokenIssuer): readonly Outcome[] {
  const { username } = issuer;
  if (username === undefined) return NOTHING;
  const names = claimedNames(issuer, username, 'username');
  if (names === 'apart') return NOTHING;
  if (names === 'unclear') return [{ at: username.prefixAt, unknown: unclear(username, 'user names') }];
  const edit = username.setPrefix?.('oidc:');
  return [
    {
      at: username.prefixAt,
      message: `user names from "${issuer.url}" are taken ${asTheyAre(username)}: a token can name its owner like a component of the cluster`,
      severity: severityOf(username),
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: OTHER_NAMES },
    },
  ];
}

function severityOf({ claim, prefix }: Mapping): Failure['severity'] {
  if (claim !== 'email' || prefix !== '') return undefined;
  return { level: 'low', reason: 'an address holds an @, which no name of Kubernetes itself does' };
}
