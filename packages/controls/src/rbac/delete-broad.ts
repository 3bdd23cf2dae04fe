import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

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
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's. A rule that
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
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [delete]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: deployer
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: deployer
subjects:
  - kind: ServiceAccount
    name: deployer
    namespace: ops
`,
        at: ['ClusterRole/deployer rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [delete]
`,
        at: ['rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'less than that',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: [""]
    resources: [secrets, services]
    verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: deployer
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: deployer
subjects:
  - kind: ServiceAccount
    name: deployer
    namespace: ops
`,
      },
    ],
  },
});

export default control;
