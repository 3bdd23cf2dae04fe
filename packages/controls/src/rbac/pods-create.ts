import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/pods-create',
  subject: ROLE_KINDS,
  title: 'Only deployment systems and controllers may make or change pods',
  severity: 'high',
  remediation: 'Leave pods to those who deploy; let others read them',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods', verbs: ['create', 'update', 'patch'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Who may create a pod runs code as any service account of the namespace and mounts every Secret, ConfigMap and volume claim that
is there; without an enforced Pod Security level also the disk of the node. Who may change pods swaps their image and has what they
have. The right to create pods is the right to everything that their namespace holds.`,
  details: HOW_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.4'], nsa: ['rbac'], mitre: ['T1610'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-004'], kubescape: ['C-0188'], 'kube-linter': ['access-to-create-pods'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods]
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
    resources: [pods]
    verbs: [get, list]
`),
      },
    ],
  },
});

export default control;
