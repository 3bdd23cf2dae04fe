import { defineControl, type Control } from '../control.ts';
import { judgeRules } from './judge-rules.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/impersonate',
  subject: ROLE_KINDS,
  title: 'Nobody may act as somebody else',
  severity: 'critical',
  remediation: 'Name the users in resourceNames, or take the right away',
  reads: [...ROLE_KINDS, ...BINDING_KINDS],

  check: (role, context) =>
    judgeRules(role, context, {
      abilities: [
        { group: '', resource: 'users', verbs: ['impersonate'] },
        { group: '', resource: 'serviceaccounts', verbs: ['impersonate'] },
        { group: '', resource: 'groups', verbs: ['impersonate'] },
        { group: 'authentication.k8s.io', resource: 'uids', verbs: ['impersonate'] },
        { group: 'authentication.k8s.io', resource: 'userextras', verbs: ['impersonate'] },
      ],
      inNamespace: { level: 'high', reason: 'the right ends at the namespace' },
      unbound: 'high',
    }),

  why: `Who may impersonate users is every user, and with groups a member of system:masters. The audit log names both, but nothing else
in the cluster notices.`,
  details: `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's.
A rule on groups, uids or userextras alone lets nobody do anything until somebody lets the same subject impersonate a user.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.8'], mitre: ['T1134'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0065'], checkov: ['CKV2_K8S_3'], trivy: ['KSV-0043', 'AVD-KSV-0043', 'KSV043'] },

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
    resources: [users, groups]
    verbs: [impersonate]
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
    resources: [users, groups]
    verbs: [impersonate]
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
    resources: [users]
    resourceNames: [viewer]
    verbs: [impersonate]
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
