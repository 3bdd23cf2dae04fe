import type { KubeObject, Scope } from '@bulwark/model';
import { readPolicy, type Binding, type Policy, type Role } from '@bulwark/rbac';
import { RBAC_KINDS } from './rbac-kinds.ts';

/** The roles and bindings that a scope sees, and those that see what it declares. */
export interface ScopePolicy {
  readonly policy: Policy;
  /** The role of an object, as the policy has it. */
  readonly roleOf: (object: KubeObject) => Role | undefined;
  /** The bindings that give somebody the rules which a role writes: its own, and those of the roles that aggregate it. */
  readonly boundBy: (role: Role) => readonly BoundBy[];
}

export interface BoundBy {
  readonly binding: Binding;
  /** The aggregated ClusterRole that the binding names, where it is not the role itself. */
  readonly through: Role | undefined;
}

const NOBODY: readonly BoundBy[] = [];

/** Made once for a scope: a scope never changes. */
const POLICIES = new WeakMap<Scope, ScopePolicy>();

export function policyOf(scope: Scope): ScopePolicy {
  let known = POLICIES.get(scope);
  if (known === undefined) POLICIES.set(scope, (known = makePolicy(scope)));
  return known;
}

function makePolicy(scope: Scope): ScopePolicy {
  const objects = RBAC_KINDS.flatMap(({ group, kind }) => everywhere(scope, group, kind));
  const policy = readPolicy(
    objects.filter(({ partial, identified }) => partial === undefined && identified),
    { complete: scope.complete },
  );
  const byObject = new Map(policy.roles.map((role) => [role.object, role]));
  const bound = boundRoles(policy);
  return { policy, roleOf: (object) => byObject.get(object), boundBy: (role) => bound.get(role) ?? NOBODY };
}

/** What the scope sees, and what the scopes hold that see it: a role that is declared above may be bound in each environment. */
function everywhere(scope: Scope, group: string, kind: string): KubeObject[] {
  return [...scope.ofKind(group, kind), ...scope.inner.flatMap((inner) => below(inner, group, kind))];
}

function below(scope: Scope, group: string, kind: string): KubeObject[] {
  return [...scope.index.ofKind(group, kind), ...scope.inner.flatMap((inner) => below(inner, group, kind))];
}

function boundRoles(policy: Policy): ReadonlyMap<Role, readonly BoundBy[]> {
  const bound = new Map<Role, BoundBy[]>();
  const add = (role: Role, by: BoundBy): void => void (bound.get(role)?.push(by) ?? bound.set(role, [by]));
  for (const binding of policy.bindings) {
    const role = policy.roleOf(binding);
    if (role === undefined) continue;
    add(role, { binding, through: undefined });
    for (const writer of writersOf(role, policy)) add(writer, { binding, through: role });
  }
  return bound;
}

/** The roles whose rules an aggregated role has. */
function writersOf(role: Role, policy: Policy): ReadonlySet<Role> {
  const writers = new Set<Role>();
  for (const { from } of role.rules) {
    const writer = from === undefined ? undefined : policy.role('', from.name);
    if (writer !== undefined) writers.add(writer);
  }
  return writers;
}
