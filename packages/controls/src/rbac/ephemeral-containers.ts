import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/ephemeral-containers',
  subject: ROLE_KINDS,
  title: 'Nobody may add containers to running pods as a standing right',
  severity: 'high',
  remediation: 'Take the right away, or give it for one namespace and for a time',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods/ephemeralcontainers', verbs: ['update', 'patch'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `An ephemeral container is code of somebody's choice inside a pod that runs: with its network, its volumes and, where processes
are shared, its memory.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1609'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/ephemeralcontainers]
    verbs: [patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/ephemeralcontainers]
    verbs: [patch]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/ephemeralcontainers]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
