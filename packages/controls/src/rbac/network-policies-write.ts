import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/network-policies-write',
  subject: ROLE_KINDS,
  title: 'Only network administrators may change network policies',
  severity: 'medium',
  remediation: 'Leave policies to those who own the network of the namespace',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        {
          group: 'networking.k8s.io',
          resource: 'networkpolicies',
          verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
        },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Network policies only add up: one that allows everything opens what all others keep shut, and with the last one gone everything
may talk to everything.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1562.007'], owasp: ['K03', 'K07'] },
  aliases: { kalm: ['RBAC-022'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [create]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
