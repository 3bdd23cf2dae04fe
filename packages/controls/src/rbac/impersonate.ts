import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/impersonate',
  subject: ROLE_KINDS,
  title: 'Nobody may act as somebody else',
  severity: 'critical',
  remediation: 'Name the users in resourceNames, or take the right away',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'users', verbs: ['impersonate'] },
        { group: '', resource: 'serviceaccounts', verbs: ['impersonate'] },
        { group: '', resource: 'groups', verbs: ['impersonate'] },
        { group: 'authentication.k8s.io', resource: 'uids', verbs: ['impersonate'] },
        { group: 'authentication.k8s.io', resource: 'userextras', verbs: ['impersonate'] },
      ],
      inNamespace: { level: 'high', reason: 'the right ends at the namespace' },
      unbound: 'high',
    }),

  why: `Who may impersonate users is every user, and with groups a member of system:masters. The audit log names both, but nothing else
in the cluster notices.`,
  details: `${HOW_RULES_COUNT}
A rule on groups, uids or userextras alone lets nobody do anything until somebody lets the same subject impersonate a user.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.8'], mitre: ['T1134'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0065'], checkov: ['CKV2_K8S_3'], trivy: ['KSV-0043', 'AVD-KSV-0043', 'KSV043'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [users, groups]
    verbs: [impersonate]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [users, groups]
    verbs: [impersonate]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [users]
    resourceNames: [viewer]
    verbs: [impersonate]
`),
      },
    ],
  },
});

export default control;
