import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/escalate',
  subject: ROLE_KINDS,
  title: 'Nobody may grant what they do not have',
  severity: 'critical',
  remediation: 'Take escalate and bind away: without them, whoever writes roles and bindings grants what they have themselves',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: 'rbac.authorization.k8s.io', resource: 'roles', verbs: ['escalate', 'bind'] },
        { group: 'rbac.authorization.k8s.io', resource: 'clusterroles', verbs: ['escalate', 'bind'] },
        {
          group: 'rbac.authorization.k8s.io',
          resource: 'rolebindings',
          verbs: ['escalate', 'bind'],
          never: 'escalate and bind are asked of roles, never of bindings',
        },
        {
          group: 'rbac.authorization.k8s.io',
          resource: 'clusterrolebindings',
          verbs: ['escalate', 'bind'],
          never: 'escalate and bind are asked of roles, never of bindings',
        },
      ],
      inNamespace: { level: 'high', reason: 'the right ends at the namespace' },
      unbound: 'high',
    }),

  why: `The API server lets nobody write a role or a binding that grants more than they have themselves, unless they may escalate or bind
it. With either and the right to write roles or bindings, the way to cluster-admin is one request.`,
  details: `${HOW_RULES_COUNT}
bind alone needs the right to create or change bindings too: bulwark rbac escalations shows who has both.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.8'], mitre: ['T1098.006'], owasp: ['K03'] },
  aliases: {
    kalm: ['RBAC-020'],
    trivy: ['KSV-0050', 'AVD-KSV-0050', 'KSV050'],
    checkov: ['CKV_K8S_157', 'CKV_K8S_158'],
    kics: ['8320826e-7a9c-4b0b-9535-578333193432'],
  },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [escalate]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [escalate]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [view]
    verbs: [bind]
`),
      },
    ],
  },
});

export default control;
