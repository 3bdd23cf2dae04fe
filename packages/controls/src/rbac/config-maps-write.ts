import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

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
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's.`,
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
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [update]
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
    resources: [configmaps]
    verbs: [update]
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
    resources: [configmaps]
    resourceNames: [settings]
    verbs: [update]
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
