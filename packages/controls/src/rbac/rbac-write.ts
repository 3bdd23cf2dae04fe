import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/rbac-write',
  subject: ROLE_KINDS,
  title: 'Only administrators may write roles and bindings',
  severity: 'medium',
  remediation: 'Leave roles and bindings to those who administer the cluster or the namespace',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: 'rbac.authorization.k8s.io', resource: 'roles', verbs: ['create', 'update', 'patch', 'delete'] },
        { group: 'rbac.authorization.k8s.io', resource: 'clusterroles', verbs: ['create', 'update', 'patch', 'delete'] },
        { group: 'rbac.authorization.k8s.io', resource: 'rolebindings', verbs: ['create', 'update', 'patch', 'delete'] },
        { group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings', verbs: ['create', 'update', 'patch', 'delete'] },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Without escalate or bind, whoever writes roles and bindings hands on what they have themselves: to accounts that stay when theirs
is taken away. And who may delete bindings locks others out.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1098.006'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [rolebindings]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [rolebindings]
    verbs: [create]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [rolebindings]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
