const CLUSTER_ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: deployer
rules:`;

const BINDING = `---
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
`;

const ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  namespace: shop
rules:`;

/** The manifests of an example: a ClusterRole of these rules that a service account has in the whole cluster. */
export function boundRole(rules: string): string {
  return CLUSTER_ROLE + rules + BINDING;
}

/** The manifest of an example: a Role of these rules that the files bind to nobody. */
export function unboundRole(rules: string): string {
  return ROLE + rules;
}

/** What holds of every control that judges rules with those whom they are given to. */
export const HOW_RULES_COUNT: string = `A rule counts with those whom it is bound to: in the whole cluster through a ClusterRoleBinding, else in the namespaces of its
RoleBindings. A role that nothing among the objects binds is one step less severe, and passes where all of the cluster is there (--complete).
A rule that misses its aim (a singular name, a wrong API group, a Role for what is in no namespace) grants nothing and is low.
Rules of the API server's own roles are not judged; a rule that grants everything is rbac/wildcard-all's.`;

/** The same of those whose right weighs no more than every verb on several kinds. */
export const HOW_LESSER_RULES_COUNT: string = `${HOW_RULES_COUNT} One with *
for verbs that lists three kinds or more is told once, by rbac/wildcard-verbs.`;
