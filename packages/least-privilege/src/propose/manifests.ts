import { kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { splitServiceAccountName, type PolicyRule, type Principal, type Role } from '@bulwark/rbac';
import type { Scope } from './scopes.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** Of which role a user gets its rights in a scope. */
interface Bound {
  readonly namespace: string;
  readonly role: { readonly kind: 'Role' | 'ClusterRole'; readonly name: string };
}

/** Fewer namespaces with the same rules have a role each. */
const SHARED = 3;

/**
 * The roles and bindings of one user or group, to be applied: a Role in each namespace, one ClusterRole that is bound in each where three
 * and more have the same rules, and a ClusterRole for the rest. A role that is there and grants just that is taken.
 */
export function manifestsOf(subject: Principal, scopes: readonly Scope[], existing: readonly Role[]): readonly KubeObject[] {
  const name = nameFor(subject);
  const objects: JsonObject[] = [];
  const bound: Bound[] = [];
  const alike = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const found = existing.find((role) => isReusable(role, scope));
    if (found !== undefined) {
      bound.push({ namespace: scope.namespace, role: { kind: found.kind, name: found.name } });
      continue;
    }
    const key = scope.namespace === '' ? '' : JSON.stringify(scope.rules);
    alike.set(key, [...(alike.get(key) ?? []), scope]);
  }
  const taken = new Set(existing.map((role) => `${role.namespace}/${role.name}`));
  const free = (namespace: string, wanted: string): string => {
    let candidate = wanted;
    for (let number = 2; taken.has(`${namespace}/${candidate}`); number++) candidate = `${wanted}-${number}`;
    taken.add(`${namespace}/${candidate}`);
    return candidate;
  };
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    if (first.namespace === '' || group.length >= SHARED) {
      const role = free('', first.namespace === '' ? name : `${name}-namespaced`);
      objects.push(roleObject('ClusterRole', '', role, first.rules));
      for (const { namespace } of group) bound.push({ namespace, role: { kind: 'ClusterRole', name: role } });
      continue;
    }
    for (const { namespace, rules } of group) {
      const role = free(namespace, name);
      objects.push(roleObject('Role', namespace, role, rules));
      bound.push({ namespace, role: { kind: 'Role', name: role } });
    }
  }
  return [...objects, ...bound.map((each) => bindingObject(subject, name, each))].map((object) => kubeObject(object));
}

/** A role that grants just what the scope needs, and is there to stay. */
function isReusable(role: Role, { namespace, rules }: Scope): boolean {
  if (role.unreadable !== undefined || role.aggregates !== undefined) return false;
  if (role.namespace !== '' && role.namespace !== namespace) return false;
  const key = (all: readonly PolicyRule[]): string => JSON.stringify(all.map((rule) => JSON.stringify(sorted(rule))).toSorted());
  return key(role.rules.map(({ rule }) => rule)) === key(rules);
}

function sorted(rule: PolicyRule): readonly (readonly string[])[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  return [verbs, apiGroups, resources, resourceNames, nonResourceURLs].map((list) => list.toSorted());
}

const PLAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** `shop.api-minimal` for a service account; for others what is left of the name, and of what is lost a few digits. */
function nameFor({ kind, name }: Principal): string {
  return kind === 'group' ? `group-${userName(name)}` : userName(name);
}

function userName(username: string): string {
  const account = splitServiceAccountName(username);
  if (account !== undefined) return `${account.namespace}.${account.name}-minimal`;
  if (PLAIN.test(username) && username.length <= 200) return `${username}-minimal`;
  const plain = username
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${[plain.slice(0, 200), digitsOf(username)].filter((part) => part !== '').join('-')}-minimal`;
}

function digitsOf(text: string): string {
  let sum = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01_00_01_93);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

function roleObject(kind: string, namespace: string, name: string, rules: readonly PolicyRule[]): JsonObject {
  return { apiVersion: `${GROUP}/v1`, kind, metadata: metadata(name, namespace), rules: rules.map(ruleObject) };
}

function ruleObject(rule: PolicyRule): JsonObject {
  if (rule.nonResourceURLs.length > 0) return { nonResourceURLs: rule.nonResourceURLs, verbs: rule.verbs };
  return {
    apiGroups: rule.apiGroups,
    resources: rule.resources,
    ...(rule.resourceNames.length > 0 && { resourceNames: rule.resourceNames }),
    verbs: rule.verbs,
  };
}

function bindingObject(principal: Principal, name: string, { namespace, role }: Bound): JsonObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: metadata(name, namespace),
    roleRef: { apiGroup: GROUP, kind: role.kind, name: role.name },
    subjects: [subjectOf(principal)],
  };
}

function subjectOf({ kind, name }: Principal): JsonObject {
  const account = kind === 'group' ? undefined : splitServiceAccountName(name);
  if (account !== undefined) return { kind: 'ServiceAccount', name: account.name, namespace: account.namespace };
  return { apiGroup: GROUP, kind: kind === 'group' ? 'Group' : 'User', name };
}

function metadata(name: string, namespace: string): JsonObject {
  return namespace === '' ? { name } : { name, namespace };
}
