import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/services-status-write',
  subject: ROLE_KINDS,
  title: 'Nobody may write the status of Services',
  severity: 'medium',
  remediation: 'Leave services/status to the cloud controller',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'services/status', verbs: ['update', 'patch'] }],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `The addresses of a load balancer stand in the status of its Service. Who writes them makes every node send traffic for an address
of their choice to their pods (CVE-2020-8554).`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K03'] },
  aliases: { checkov: ['CKV2_K8S_4'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [services/status]
    verbs: [patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [services/status]
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
    resources: [services/status]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
