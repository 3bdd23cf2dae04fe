import { defineControl, type Control } from '../control.ts';
import { judgeEachRule } from './judge-each-rule.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { allVerbs } from './wildcards.ts';
import { boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/wildcard-verbs',
  subject: ROLE_KINDS,
  title: 'Rules name their verbs',
  severity: 'medium',
  remediation: 'Write down the verbs that are needed',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeEachRule(role, context, {
      of: allVerbs,
      toldBy: ({ resources }) => (resources.includes('*') ? 'rbac/wildcard-resources' : undefined),
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      unbound: 'low',
    }),

  why: `With * for verbs a rule grants more than reading and writing: impersonate, bind, escalate, use, approve, and every verb that a later
version of Kubernetes or an extension asks for.`,
  details: `A rule counts with those whom its role is bound to, as for all controls of this area. A rule that grants everything is told once,
by rbac/wildcard-all, one with * for resources as well by rbac/wildcard-resources. One that lists three kinds or more is told here once
for all rights that weigh no more than this one. Kinds of others' API groups, and paths that are no
resources, are low. pods/* and */* are plain text to the authorizer, which no request has: they are no wildcards.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.3'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { trivy: ['KSV-0045', 'AVD-KSV-0045', 'KSV045'], kalm: ['RBAC-003-3', 'RBAC-003-4'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [batch]
    resources: [jobs]
    verbs: ["*"]
`),
        at: ['ClusterRole/deployer rules[0].verbs[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [batch]
    resources: [jobs]
    verbs: ["*"]
`),
        at: ['rules[0].verbs[0]'],
      },
    ],
    passes: [
      {
        name: 'what is needed, by name',
        yaml: boundRole(`
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [get, create]
`),
      },
    ],
  },
});

export default control;
