import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const WRITE_PODS = { control: 'rbac/pods-create', resource: 'pods', verbs: ['update', 'patch'] };

const control: Control = defineControl({
  id: 'rbac/pods-status-write',
  subject: ROLE_KINDS,
  title: 'Nobody may write the status of pods',
  severity: 'medium',
  remediation: 'Leave pods/status to the kubelets',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods/status', verbs: ['update', 'patch'], saidBy: WRITE_PODS }],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `An update of the status of a pod writes its labels too, and the address that Services send to: who may write it makes a pod of theirs
one of a Service, and takes over its connections, or takes another pod out of it. Kubelets do it, each for the pods of its node.`,
  details: `${HOW_LESSER_RULES_COUNT} A rule that
writes the pods themselves as well is told by rbac/pods-create.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [pods/status]
    verbs: [patch]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [pods/status]
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
    resources: [pods/status]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
