import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/pods-exec',
  subject: ROLE_KINDS,
  title: 'Nobody may run commands in pods as a standing right',
  severity: 'high',
  remediation: 'Take the right away, or give it for one namespace and for a time',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods/exec', verbs: ['create', 'get'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Who may exec into a pod has what the pod has: its service account, its Secrets, its network. Nothing that runs there notices, and
no admission policy sees the commands. From Kubernetes 1.35 on create is asked for; before, get opens the same door by WebSocket.`,
  details: `${HOW_RULES_COUNT}
pods/* is plain text to the authorizer and grants nothing; */exec grants this.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { nsa: ['rbac'], mitre: ['T1609'], owasp: ['K03'] },
  aliases: {
    kalm: ['RBAC-006'],
    kubescape: ['C-0002'],
    trivy: ['KSV-0053', 'AVD-KSV-0053', 'KSV053'],
  },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/exec]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/exec]
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
    resources: [pods/exec]
    verbs: [list]
`),
      },
    ],
  },
});

export default control;
