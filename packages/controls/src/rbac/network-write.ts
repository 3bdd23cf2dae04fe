import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/network-write',
  subject: ROLE_KINDS,
  title: 'Only those who run the network may change what traffic follows',
  severity: 'medium',
  remediation: 'Leave Services, endpoints and Ingresses to those who deploy',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'endpoints', verbs: ['create', 'update', 'patch'] },
        { group: 'discovery.k8s.io', resource: 'endpointslices', verbs: ['create', 'update', 'patch'] },
        { group: 'networking.k8s.io', resource: 'ingresses', verbs: ['create', 'update', 'patch'] },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Endpoints say where a Service sends its traffic, and an Ingress which names of the outside lead where: who writes them takes
over connections, and with some controllers runs code in them.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K03'] },
  aliases: { trivy: ['KSV-0056', 'AVD-KSV-0056', 'KSV056'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [discovery.k8s.io]
    resources: [endpointslices]
    verbs: [create, patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [discovery.k8s.io]
    resources: [endpointslices]
    verbs: [create, patch]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [discovery.k8s.io]
    resources: [endpointslices]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
