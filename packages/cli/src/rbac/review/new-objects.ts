import { kubeObject, type Json, type JsonObject } from '@bulwark/model';
import { principalOf, readBinding, readRole, type Binding, type Policy, type PolicyRule, type Role } from '@bulwark/rbac';
import { identityId, nameOf } from './identities.ts';
import type { JudgedEntry } from './judge-decisions.ts';
import { becomes, type Becomes } from './target.ts';
import { writtenSubjects } from './written-manifest.ts';

const GROUP = 'rbac.authorization.k8s.io';
const SUFFIX = 'reviewed';

/** What changes put in the place of what they take away. */
export interface Made {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
}

/** New bindings, and roles where a change has rules of its own: those that are changed to the same share them. */
export function newObjects(policy: Policy, cluster: string, changes: readonly JudgedEntry[]): Made {
  const inCluster = changes.filter((each) => each.cluster === cluster);
  const taken = new Set([...policy.roles, ...policy.bindings].map(({ namespace, name }) => JSON.stringify([namespace, name])));
  const roles: Role[] = [];
  const bindings: Binding[] = [];
  for (const binding of policy.bindings) {
    const ofBinding = inCluster.filter((each) => each.binding === nameOf(binding));
    for (const same of Map.groupBy(ofBinding, ({ to }) => JSON.stringify(to)).values()) {
      const subjects = subjectsOf(binding, new Set(same.map(({ identity }) => identity)));
      const to = same[0]?.to;
      if (to === undefined || subjects.length === 0) continue;
      const after = becomes(binding, binding.roleRef, to);
      const name = freeName(binding.name, after.places, taken);
      const { places, rules } = after;
      if (rules !== undefined) roles.push(...places.flatMap((place) => roleAt(place, name, rules)));
      bindings.push(...places.flatMap((place) => bindingAt(place, name, after, subjects)));
    }
  }
  return { roles, bindings };
}

function subjectsOf(binding: Binding, identities: ReadonlySet<string>): readonly Json[] {
  const written = writtenSubjects(binding);
  return binding.subjects.flatMap((subject, at) => {
    const principal = principalOf(subject, binding.namespace);
    const text = written[at];
    return principal === undefined || text === undefined || !identities.has(identityId(principal)) ? [] : [text];
  });
}

/** One that no role and no binding has in any of the places. */
function freeName(name: string, places: readonly string[], taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const free = `${name}-${SUFFIX}${count === 1 ? '' : `-${count}`}`;
    const keys = places.map((place) => JSON.stringify([place, free]));
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    return free;
  }
}

function roleAt(namespace: string, name: string, rules: readonly PolicyRule[]): readonly Role[] {
  const role = readRole(
    kubeObject(objectOf(namespace === '' ? 'ClusterRole' : 'Role', namespace, name, { rules: rules.map(shortRule) })),
  );
  return role === undefined ? [] : [role];
}

function bindingAt(namespace: string, name: string, { roleRef }: Becomes, subjects: readonly Json[]): readonly Binding[] {
  const { kind, name: role } = roleRef ?? { kind: namespace === '' ? 'ClusterRole' : 'Role', name };
  const binding = readBinding(
    kubeObject(
      objectOf(namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding', namespace, name, {
        roleRef: { apiGroup: GROUP, kind, name: role },
        subjects,
      }),
    ),
  );
  return binding === undefined ? [] : [binding];
}

function objectOf(kind: string, namespace: string, name: string, rest: JsonObject): JsonObject {
  return { apiVersion: `${GROUP}/v1`, kind, metadata: { name, ...(namespace !== '' && { namespace }) }, ...rest };
}

/** Without the lists that are empty. */
function shortRule(rule: PolicyRule): JsonObject {
  return Object.fromEntries<Json>(Object.entries<readonly string[]>({ ...rule }).filter(([, list]) => list.length > 0));
}
