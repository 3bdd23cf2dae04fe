import { defineControl, type Control } from '../control.ts';
import { judgeEachRule } from './judge-each-rule.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { allResources } from './wildcards.ts';
import { boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/wildcard-resources',
  subject: ROLE_KINDS,
  title: 'Rules name their resources',
  severity: 'high',
  remediation: 'Write down the resources that are needed',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeEachRule(role, context, {
      of: allResources,
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `With * for resources a rule grants Secrets, service account tokens and the commands of pods among the rest, and every kind that
anybody installs later in the group.`,
  details: `A rule counts with those whom its role is bound to, as for all controls of this area. A rule that grants everything is told once,
by rbac/wildcard-all. Of the core group or of all groups such a rule is told here alone, not right by right, and is critical where it
writes. All kinds of others' API groups (custom resources) are low. pods/* and */* are plain text to the authorizer, which no request has: they are no wildcards.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.3'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: {
    trivy: ['KSV-0046', 'AVD-KSV-0046', 'KSV046'],
    kalm: ['RBAC-003-1', 'RBAC-003-2'],
  },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: ["*"]
    verbs: [get]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: ["*"]
    verbs: [get]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'what is needed, by name',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
