import type { KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { claimedNames } from './claimed-names.ts';
import { asTheyAre, unclear } from './mapping-words.ts';
import { ISSUER_KINDS, tokenIssuersOf, type TokenIssuer } from './token-issuers.ts';
import { OTHER_NAMES } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'authentication/group-prefix',
  subject: ISSUER_KINDS,
  title: 'No identity provider can put anybody into a group of Kubernetes itself',
  severity: 'high',
  remediation:
    'Give the groups a prefix of your own (claimMappings.groups.prefix, --oidc-groups-prefix), and refuse groups that begin with system:',
  judgesPartial: true,

  check: (object) => checkGroups(object),

  why: `Without a prefix, a group in a token is the group in the cluster, word for word. Whoever may name groups at the provider
(an administrator of the directory, a team that manages its own groups, whoever takes the provider over) makes one called
system:masters, puts himself into it and is beyond RBAC: that group may do everything, and no binding that could be removed says
so. With a prefix the provider decides over names that mean nothing until somebody binds them.`,
  details: `Of AuthenticationConfigurations and of the --oidc- flags of an API server, wherever they are given. A prefix that is
empty, begins with system: or can grow into it counts as none. An expression passes where each of its results is text with a
fixed beginning, or a choice from known names; userValidationRules that refuse groups in system:, and claimValidationRules that
refuse them in a claim that is taken as it is, count as well as a prefix. What an expression makes is unknown where it goes
through functions whose result only a run would show.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1078', 'T1098'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an empty prefix, and an expression that takes the claim as it is',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://idp.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'idp:'}
      groups: {claim: groups, prefix: ''}
  - issuer: {url: 'https://other.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'other:'}
      groups: {expression: 'has(claims.roles) ? claims.roles : []'}
`,
        at: ['jwt[0].claimMappings.groups.prefix', 'jwt[1].claimMappings.groups.expression'],
      },
      {
        name: 'the flags of an API server',
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
        - --oidc-issuer-url=https://idp.example.com
        - --oidc-client-id=kubernetes
        - --oidc-groups-claim=groups
`,
        at: ['spec.containers[0].command[3]'],
      },
      {
        name: 'the extra arguments of kubeadm',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
    - {name: oidc-issuer-url, value: 'https://idp.example.com'}
    - {name: oidc-client-id, value: kubernetes}
    - {name: oidc-groups-claim, value: groups}
    - {name: oidc-groups-prefix, value: ''}
`,
        at: ['apiServer.extraArgs[3].value'],
      },
    ],
    passes: [
      {
        name: 'a prefix, a rule for users in its place, no groups at all',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://idp.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'idp:'}
      groups: {expression: "claims.groups.map(g, 'idp:' + g)"}
  - issuer: {url: 'https://other.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'other:'}
      groups: {claim: groups, prefix: ''}
    userValidationRules:
      - expression: "user.groups.all(group, !group.startsWith('system:'))"
        message: groups of Kubernetes itself are not for people
  - issuer: {url: 'https://third.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'third:'}
`,
      },
      {
        name: 'an expression that only a run would show',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://idp.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'idp:'}
      groups: {expression: "claims.groups.map(g, g.replace('system:', ''))"}
`,
        unknown: [
          "what the expression \"claims.groups.map(g, g.replace('system:', ''))\" makes of the claims shows only when it runs",
        ],
      },
    ],
  },
});

export default control;

function checkGroups(object: KubeObject): readonly Outcome[] {
  const issuers = tokenIssuersOf(object);
  return issuers.length === 0 ? NOTHING : issuers.flatMap(ofIssuer);
}

function ofIssuer(issuer: TokenIssuer): readonly Outcome[] {
  const { groups } = issuer;
  if (groups === undefined) return NOTHING;
  const names = claimedNames(issuer, groups, 'groups');
  if (names === 'apart') return NOTHING;
  if (names === 'unclear') return [{ at: groups.prefixAt, unknown: unclear(groups, 'groups') }];
  const edit = groups.setPrefix?.('oidc:');
  return [
    {
      at: groups.prefixAt,
      message: `groups from "${issuer.url}" are taken ${asTheyAre(groups)}: a token that says system:masters makes its owner ruler of the cluster`,
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: OTHER_NAMES },
    },
  ];
}
