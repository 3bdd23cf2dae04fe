import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const control: Control = defineControl({
  id: 'rbac/persistent-volumes-create',
  subject: ROLE_KINDS,
  title: 'Only administrators may make volumes of the cluster',
  severity: 'medium',
  remediation: 'Leave volumes to the provisioner; people ask for claims',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'persistentvolumes', verbs: ['create', 'update', 'patch'] }],
      isLesser: true,
      unbound: 'low',
    }),

  why: `A PersistentVolume may be a path of the node's disk. Who makes one, with a claim and a pod, reads and writes the node past every
Pod Security level, because a pod with a claim shows none of it.`,
  details: HOW_LESSER_RULES_COUNT,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.9'], mitre: ['T1611'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-021'], kubescape: ['C-0278'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [persistentvolumes]
    verbs: [create]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [persistentvolumes]
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
    resources: [persistentvolumes]
    verbs: [get]
`),
      },
    ],
  },
});

export default control;
