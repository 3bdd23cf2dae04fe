import { defineControl, type Control } from '../control.ts';
import { judgeEachRule } from './judge-each-rule.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { allGroups } from './wildcards.ts';
import { boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/wildcard-api-groups',
  subject: ROLE_KINDS,
  title: 'Rules name their API groups',
  severity: 'low',
  remediation: 'Write down the group: "" for the core, apps, batch and so on',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeEachRule(role, context, {
      of: allGroups,
      inNamespace: { level: 'info', reason: 'the right ends at the namespace' },
      unbound: 'info',
    }),

  why: `With * for groups a rule means every kind of that name in every group, and so also those that anybody installs later: a rule on
services of all groups is one on the services of Knative.`,
  details: `A rule counts with those whom its role is bound to, as for all controls of this area. A rule that grants everything is told once,
by rbac/wildcard-all. pods/* and */* are plain text to the authorizer, which no request has: they are no wildcards.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.3'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-003-5', 'RBAC-003-6'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: ["*"]
    resources: [jobs]
    verbs: [get]
`),
        at: ['ClusterRole/deployer rules[0].apiGroups[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: ["*"]
    resources: [jobs]
    verbs: [get]
`),
        at: ['rules[0].apiGroups[0]'],
      },
    ],
    passes: [
      {
        name: 'what is needed, by name',
        yaml: boundRole(`
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
