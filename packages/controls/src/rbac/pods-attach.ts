import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/pods-attach',
  subject: ROLE_KINDS,
  title: 'Nobody may attach to pods as a standing right',
  severity: 'high',
  remediation: 'Take the right away, or give it for one namespace and for a time',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods/attach', verbs: ['create', 'get'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Who may attach to a container reads what it prints and writes to its input: where a shell or a debugger listens there, that is the
same as running commands in it.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { nsa: ['rbac'], mitre: ['T1609'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-005'], trivy: ['KSV-0054', 'AVD-KSV-0054', 'KSV054'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/attach]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/attach]
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
    resources: [pods/attach]
    verbs: [list]
`),
      },
    ],
  },
});

export default control;
