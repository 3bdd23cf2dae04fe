import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/pods-port-forward',
  subject: ROLE_KINDS,
  title: 'Nobody may forward ports of pods as a standing right',
  severity: 'medium',
  remediation: 'Take the right away, or give it for one namespace and for a time',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'pods/portforward', verbs: ['create', 'get'] },
        { group: '', resource: 'pods/proxy', verbs: ['get', 'create', 'update', 'patch', 'delete'] },
        { group: '', resource: 'services/proxy', verbs: ['get', 'create', 'update', 'patch', 'delete'] },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `A forwarded port, or the proxy of a pod or service, reaches what listens in the pod from anywhere that reaches the API server,
past every network policy: databases without a password, metrics, administration ports.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { nsa: ['rbac'], mitre: ['T1090'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0063'], kics: ['38fa11ef-dbcc-4da8-9680-7e1fd855b6fb'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/portforward]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/portforward]
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
    resources: [pods/portforward]
    verbs: [list]
`),
      },
    ],
  },
});

export default control;
