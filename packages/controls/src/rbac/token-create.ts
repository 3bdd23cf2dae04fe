import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/token-create',
  subject: ROLE_KINDS,
  title: 'Nobody may make tokens of every service account',
  severity: 'high',
  remediation: 'Name the accounts in resourceNames',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'serviceaccounts/token', verbs: ['create'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Who may create a token of a service account is that account: the token has the audience and the life that is asked for, and
nothing in the cluster shows that it was made. Without names that is every account there.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.13'], mitre: ['T1528'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-026'], kubescape: ['C-0282'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    verbs: [create]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    resourceNames: [ci]
    verbs: [create]
`),
      },
    ],
  },
});

export default control;
