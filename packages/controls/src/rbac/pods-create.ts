import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/pods-create',
  subject: ROLE_KINDS,
  title: 'Only deployment systems and controllers may make or change pods',
  severity: 'high',
  remediation: 'Leave pods to those who deploy; let others read them',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'pods', verbs: ['create', 'update', 'patch'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Who may create a pod runs code as any service account of the namespace and mounts every Secret, ConfigMap and volume claim that
is there; without an enforced Pod Security level also the disk of the node. Who may change pods swaps their image and has what they
have. The right to create pods is the right to everything that their namespace holds.`,
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.4'], nsa: ['rbac'], mitre: ['T1610'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-004'], kubescape: ['C-0188'], 'kube-linter': ['access-to-create-pods'] },

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
    resources: [pods]
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
    resources: [pods]
    verbs: [create]
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
    resources: [pods]
    verbs: [get, list]
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
