import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/nodes-status-write',
  subject: ROLE_KINDS,
  title: 'Nobody but kubelets may write nodes',
  severity: 'high',
  remediation: 'Leave nodes and their status to the kubelet and the cloud controller',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'nodes', verbs: ['create', 'update', 'patch', 'delete'] },
        { group: '', resource: 'nodes/status', verbs: ['update', 'patch'] },
      ],
      unbound: 'medium',
    }),

  why: `Who writes nodes decides what runs where: taints drive pods away, labels and capacity draw them to a node of the attacker's, and
the address in the status is where the API server sends exec and logs.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1578'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [nodes/status]
    verbs: [patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [nodes/status]
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
    resources: [nodes/status]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
