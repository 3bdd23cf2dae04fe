import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/events-delete',
  subject: ROLE_KINDS,
  title: 'Nobody may delete events',
  severity: 'medium',
  remediation: 'Take delete and deletecollection away: events end by themselves after an hour',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'events', verbs: ['delete', 'deletecollection'] },
        { group: 'events.k8s.io', resource: 'events', verbs: ['delete', 'deletecollection'] },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Events say what was scheduled, pulled, killed and refused. Who may delete them hides what was done; programs have no need to.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1070'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-014'], kubescape: ['C-0031'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [events]
    verbs: [delete]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [events]
    verbs: [delete]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [events]
    verbs: [create, patch]
`),
      },
    ],
  },
});

export default control;
