import type { Binding } from '../policy/binding.ts';
import { Policy } from '../policy/policy.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import type { Role } from '../policy/role.ts';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import type { Subject } from '../subject/subject.ts';
import { kubeObject } from '@bulwark/model';

/** What somebody is bound to: in a namespace, or in the whole cluster where there is none. */
export interface SmallGrant {
  /** `shop/api` for a service account, `jane` for a user, `@devs` for a group; several with commas between. */
  readonly to: string;
  readonly in?: string;
  /** Each as `verbs kinds names`: `get,list secrets,pods/log db`, `bind clusterroles.rbac`, `get /metrics`. */
  readonly rules: readonly string[];
  /** The name of the role; a Role where `in` is said, and `cluster` is not. */
  readonly role?: string;
  readonly cluster?: boolean;
  /** A ClusterRole that is there already, in the place of one of its own. */
  readonly binds?: string;
}

const GROUPS: Readonly<Record<string, string>> = {
  rbac: 'rbac.authorization.k8s.io',
  certs: 'certificates.k8s.io',
  admission: 'admissionregistration.k8s.io',
  authn: 'authentication.k8s.io',
};

/** A policy with a role and a binding for each grant, over what the API server brings where that is given. */
export function smallPolicy(grants: readonly SmallGrant[], defaults?: PolicySet): Policy {
  const roles: Role[] = [...(defaults?.roles ?? [])];
  const bindings: Binding[] = [...(defaults?.bindings ?? [])];
  for (const [place, grant] of grants.entries()) {
    const namespace = grant.in ?? '';
    const role = roleOf(grant, grant.role ?? `role-${place}`);
    const roleRef =
      grant.binds === undefined ? { kind: role.kind, name: role.name } : { kind: 'ClusterRole' as const, name: grant.binds };
    if (grant.binds === undefined) roles.push(role);
    const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
    const name = `binding-${place}`;
    const object = kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name } });
    const subjects = grant.to.split(',').map(subjectOf);
    bindings.push({
      kind,
      namespace,
      name,
      roleRef,
      subjects,
      object,
      unreadable: undefined,
    });
  }
  return new Policy(roles, bindings, { complete: true });
}

function roleOf(grant: SmallGrant, name: string): Role {
  const isRole = grant.in !== undefined && grant.cluster !== true;
  const rules = grant.rules.map((text, index) => ({ rule: ruleOf(text), from: undefined, index }));
  return {
    kind: isRole ? 'Role' : 'ClusterRole',
    namespace: isRole ? (grant.in ?? '') : '',
    name,
    labels: {},
    rules,
    aggregates: undefined,
    object: kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name } }),
    unreadable: undefined,
  };
}

export function ruleOf(text: string): PolicyRule {
  const [verbs = '', kinds = '', names = ''] = text.split(' ');
  const resourceNames = names === '' ? [] : names.split(',');
  if (kinds.startsWith('/')) return policyRule({ verbs: verbs.split(','), nonResourceURLs: kinds.split(',') });
  const parts = kinds.split(',').map((kind) => /^([^./]*)(?:\.([^/]*))?(\/.*)?$/.exec(kind) ?? []);
  const groups = new Set(parts.map(([, , group = '']) => GROUPS[group] ?? group));
  return policyRule({
    verbs: verbs.split(','),
    apiGroups: [...groups],
    resources: parts.map(([, resource = '', , below = '']) => resource + below),
    resourceNames,
  });
}

export function subjectOf(text: string): Subject {
  if (text.startsWith('@')) return { kind: 'Group', name: text.slice(1), namespace: '' };
  const slash = text.indexOf('/');
  if (slash === -1) return { kind: 'User', name: text, namespace: '' };
  return { kind: 'ServiceAccount', name: text.slice(slash + 1), namespace: text.slice(0, slash) };
}
