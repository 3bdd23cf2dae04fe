import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/secrets-read',
  subject: ROLE_KINDS,
  title: 'Nobody may read every Secret',
  severity: 'high',
  remediation: 'Name the Secrets that are needed in resourceNames, and leave out list and watch, which return all of them',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [{ group: '', resource: 'secrets', verbs: ['get', 'list', 'watch'] }],
      inNamespace: { level: 'medium', reason: 'the right ends at the namespace' },
      unbound: 'medium',
    }),

  why: `Secrets hold passwords, keys and, in older clusters, tokens of service accounts that never end. Who may read all of them has
what every program of the namespace has, or of the cluster. list and watch give the contents as get does, not the names alone.`,
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings (medium). A rule that names its Secrets in resourceNames passes. A role that nothing among the objects binds is
medium, and passes where all of the cluster is there (--complete). A rule that misses its aim (a singular name, a wrong API
group) grants nothing and is low. Rules of the API server's own roles are not judged; a rule that grants everything is
rbac/wildcard-all's.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  ],
  requirements: { cis: ['5.1.2'], nsa: ['rbac'], mitre: ['T1552.007'], owasp: ['K03'] },
  aliases: {
    trivy: ['KSV-0041', 'AVD-KSV-0041', 'KSV041', 'KSV-0113', 'AVD-KSV-0113', 'KSV113'],
    kubescape: ['C-0015', 'C-0186'],
    kalm: ['RBAC-012'],
    'kube-linter': ['access-to-secrets'],
  },

  examples: {
    fails: [
      {
        name: 'a controller that reads all Secrets of the cluster',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: controller
rules:
  - apiGroups: [""]
    resources: [secrets, configmaps]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: controller
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: controller
subjects:
  - kind: ServiceAccount
    name: controller
    namespace: operators
`,
        at: ['ClusterRole/controller rules[0].resources[0]'],
      },
      {
        name: 'a role that the files do not bind',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [list]
`,
        at: ['rules[0].resources[0]'],
      },
      {
        name: 'through a role that aggregates it',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: shop-reader
  labels: {example.com/aggregate-to-shop: "true"}
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: shop
aggregationRule:
  clusterRoleSelectors:
    - matchLabels: {example.com/aggregate-to-shop: "true"}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: shop
subjects:
  - kind: Group
    name: shop-developers
    apiGroup: rbac.authorization.k8s.io
`,
        at: ['ClusterRole/shop-reader rules[0].resources[0]'],
      },
    ],
    passes: [
      {
        name: 'one Secret, by name',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [database]
    verbs: [get]
`,
      },
      {
        name: 'a role that nobody has, in a whole cluster',
        complete: true,
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get]
`,
      },
    ],
  },
});

export default control;
