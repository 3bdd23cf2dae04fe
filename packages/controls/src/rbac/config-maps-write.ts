import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/config-maps-write',
  subject: ROLE_KINDS,
  title: 'Nobody may change every ConfigMap',
  severity: 'medium',
  remediation: 'Name the ConfigMaps in resourceNames',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'configmaps', verbs: ['update', 'patch'] }],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `ConfigMaps steer more than applications: CoreDNS answers by one in kube-system, on EKS aws-auth says who is an administrator, and
many operators read their rules from one. Who may write all of them in the right namespace redirects names or becomes
administrator.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-015'], kubescape: ['C-0037'], trivy: ['KSV-0049', 'AVD-KSV-0049', 'KSV049'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [update]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [update]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [configmaps]
    resourceNames: [settings]
    verbs: [update]
`),
      },
    ],
  },
});

export default control;
