import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

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
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's.`,
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
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: [""]
    resources: [pods/portforward]
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
    resources: [pods/portforward]
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
    resources: [pods/portforward]
    verbs: [list]
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
