import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { HOW_LESSER_RULES_COUNT, boundRole, unboundRole } from './rule-prose.ts';

const DELETES = ['delete', 'deletecollection'];
const WRITES = ['create', 'update', 'patch'];
const READ_SECRETS = { control: 'rbac/secrets-read', verbs: ['get', 'list', 'watch'] };
const WRITE_WORKLOADS = { control: 'rbac/workloads-create', verbs: WRITES };

const control: Control = defineControl({
  id: 'rbac/delete-broad',
  subject: ROLE_KINDS,
  title: 'Nobody may delete what others run',
  severity: 'medium',
  remediation: 'Name the objects, or leave delete to those who deploy',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'secrets', verbs: DELETES, saidBy: READ_SECRETS },
        { group: '', resource: 'services', verbs: DELETES },
        { group: '', resource: 'namespaces', verbs: ['delete'] },
        { group: '', resource: 'persistentvolumeclaims', verbs: DELETES },
        { group: '', resource: 'pods', verbs: DELETES, saidBy: { control: 'rbac/pods-create', verbs: WRITES } },
        { group: 'apps', resource: 'deployments', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: 'apps', resource: 'daemonsets', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: 'apps', resource: 'statefulsets', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: 'apps', resource: 'replicasets', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: '', resource: 'replicationcontrollers', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: 'batch', resource: 'jobs', verbs: DELETES, saidBy: WRITE_WORKLOADS },
        { group: 'batch', resource: 'cronjobs', verbs: DELETES, saidBy: WRITE_WORKLOADS },
      ],
      inNamespace: { level: 'low', reason: 'the right ends at the namespace' },
      isLesser: true,
      unbound: 'low',
    }),

  why: `Who may delete workloads, Secrets, claims or whole namespaces stops what runs there, and where a reclaim policy says so its data
go too. It is also a way past admission: what serves a webhook that is down lets everything in where its policy is Ignore.`,
  details: `${HOW_LESSER_RULES_COUNT} A rule that
also reads the Secrets, or writes the pods or workloads, is told by the control of that, which weighs more.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1485'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-013', 'RBAC-004-4', 'RBAC-004-8'], kubescape: ['C-0007'] },

  examples: {
    fails: [
      {
        name: 'bound to a service account in the whole cluster',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [delete]
`),
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: unboundRole(`
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [delete]
`),
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: boundRole(`
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [create]
`),
      },
    ],
  },
});

export default control;
