import type { Binding } from '../policy/binding.ts';
import type { Role } from '../policy/role.ts';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import { splitServiceAccountName, type User } from '../subject/user.ts';
import type { Subject } from '../subject/subject.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** The name of what a proof makes. */
export const PROOF_NAME = 'bulwark-proof';

/** Somebody as the subject of a binding. */
export function subjectFor({ name }: User): Subject {
  const account = splitServiceAccountName(name);
  return account === undefined
    ? { kind: 'User', name, namespace: '' }
    : { kind: 'ServiceAccount', name: account.name, namespace: account.namespace };
}

/** A binding to a role, and its manifest. */
export function bindingTo(
  roleRef: { readonly kind: 'ClusterRole' | 'Role'; readonly name: string },
  namespace: string,
  as: User,
): { readonly binding: Binding; readonly body: unknown } {
  const subject = subjectFor(as);
  const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  const name = `${PROOF_NAME}-${roleRef.name}`;
  const binding: Binding = {
    kind,
    namespace,
    name,
    roleRef,
    subjects: [subject],
    object: undefined,
    unreadable: undefined,
  };
  return {
    binding,
    body: {
      apiVersion: `${RBAC_GROUP}/v1`,
      kind,
      metadata: { name },
      roleRef: { apiGroup: RBAC_GROUP, ...roleRef },
      subjects: [subjectBody(subject)],
    },
  };
}

export function subjectBody({ kind, name, namespace }: Subject): unknown {
  return kind === 'ServiceAccount' ? { kind, name, namespace } : { apiGroup: RBAC_GROUP, kind, name };
}

export const ALL_RULES: readonly Partial<PolicyRule>[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** A role that allows everything, as `cluster-admin` does. */
export function almighty(role: Pick<Role, 'kind' | 'namespace' | 'name'>): Role {
  const rules = ALL_RULES.map((rule, index) => ({ rule: policyRule(rule), from: undefined, index }));
  return { ...role, labels: {}, rules, aggregates: undefined, object: undefined, unreadable: undefined };
}

/** Whether a role allows everything on every resource. */
export function isAlmighty(role: Role): boolean {
  return role.rules.some(
    ({ rule: { verbs, apiGroups, resources, resourceNames } }) =>
      verbs.includes('*') && apiGroups.includes('*') && resources.includes('*') && resourceNames.length === 0,
  );
}
