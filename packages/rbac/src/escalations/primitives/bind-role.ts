import { breakdown } from '../../covers/breakdown.ts';
import { covers } from '../../covers/covers.ts';
import type { Binding } from '../../policy/binding.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Role } from '../../policy/role.ts';
import type { PolicyRule } from '../../rule/policy-rule.ts';
import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Act, Aim, Found, Gain, Permission, Primitive, Way } from '../primitive.ts';
import { almighty, bindingTo, isAlmighty, RBAC_GROUP, subjectBody, subjectFor } from '../rbac-objects.ts';

type RoleKind = 'ClusterRole' | 'Role';

const CLUSTER_ADMIN = almighty({ kind: 'ClusterRole', namespace: '', name: 'cluster-admin' });

/**
 * A binding is written by who holds the rules of its role, or `bind` on it in the namespace of the binding
 * (kubernetes/pkg/registry/rbac/{rolebinding,clusterrolebinding}/policybased). To add oneself to a binding that is there needs
 * the same; its role cannot be changed.
 */
export const bindRole: Primitive = {
  id: 'bind-role',
  title: 'binds itself to roles that it does not hold',
  techniques: ['T1098.006'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    creates('ClusterRoleBinding', 'ClusterRole'),
    joins('ClusterRoleBinding', 'ClusterRole'),
    creates('RoleBinding', 'ClusterRole'),
    creates('RoleBinding', 'Role'),
    joins('RoleBinding', 'ClusterRole'),
    joins('RoleBinding', 'Role'),
  ],
};

function resourceOf(kind: Binding['kind'] | RoleKind): string {
  return `${kind.toLowerCase()}s.${RBAC_GROUP}`;
}

function creates(kind: Binding['kind'], roleKind: RoleKind): Way {
  const inNamespace = kind === 'RoleBinding';
  return {
    needs: [need('create', resourceOf(kind)), need('bind', resourceOf(roleKind), 'target', inNamespace)],
    gives: (found) => {
      const namespace = inNamespace ? found.namespace : '';
      // A Role may be made mighty only by somebody else.
      if (roleKind === 'Role') return rolesOf(found);
      if (found.targets === undefined) return [adminGain(namespace, inNamespace, 'cluster-admin')];
      return found.targets.flatMap((name) => gainOf(found, roleKind, name, namespace, inNamespace));
    },
    acts: ([create, bind], aim) => (create === undefined || bind === undefined ? [] : [bindingAct(create, bind, roleKind, aim)]),
  };
}

/** Of every namespace that has some, where it holds in the whole cluster. */
function rolesOf(found: Found): Gain[] {
  const { targets, policy } = found;
  return policy.roles
    .filter(
      (role) =>
        role.kind === 'Role' &&
        (found.namespace === '' || role.namespace === found.namespace) &&
        role.rules.length > 0 &&
        targets?.includes(role.name) !== false,
    )
    .flatMap(({ name, namespace }) => gainOf(found, 'Role', name, namespace, true).map((gain) => narrower(found, gain)));
}

/** What is gained in one namespace, though the rights hold in all of them. */
function narrower({ namespace }: Found, gain: Gain): Gain {
  return namespace === '' ? { ...gain, severity: bindRole.severity.namespace } : gain;
}

function bindingAct(create: Permission, bind: Permission, kind: RoleKind, aim: Aim): Act {
  const { request } = create;
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const { binding, body } = bindingTo({ kind, name: aim.target }, namespace, aim.as);
  const role = roleNamed(aim.found.policy, kind, aim.target, namespace);
  const where = namespace === '' ? '' : ` in ${namespace}`;
  return send(create, {
    says: `binds itself to ${kind} ${aim.target}${where}`,
    body,
    also: [bind],
    ...(role !== undefined && { makes: { binding, subject: 0, role } }),
  });
}

function joins(kind: Binding['kind'], roleKind: RoleKind): Way {
  const inNamespace = kind === 'RoleBinding';
  return {
    needs: [need(['patch', 'update'], resourceOf(kind), 'other'), need('bind', resourceOf(roleKind), 'target', inNamespace)],
    gives: (found) => {
      if (!inNamespace || found.namespace !== '') return joined(found, inNamespace ? found.namespace : '', roleKind);
      const namespaces = new Set(found.policy.bindings.map(({ namespace }) => namespace));
      namespaces.delete('');
      return [...namespaces].flatMap((namespace) => joined(found, namespace, roleKind).map((gain) => narrower(found, gain)));
    },
    acts: ([write, bind], aim) => (write === undefined || bind === undefined ? [] : [joinAct(write, bind, roleKind, aim)]),
  };
}

function joined(found: Found, namespace: string, kind: RoleKind): Gain[] {
  return joinable(found, namespace, kind).flatMap(({ name, roleRef }) =>
    gainOf(found, kind, roleRef.name, namespace, namespace !== '').map((gain) => ({ ...gain, other: name })),
  );
}

/** One binding for each role that somebody may still join. */
function joinable({ policy, targets, others, bound }: Found, namespace: string, kind: RoleKind): readonly Binding[] {
  const there = byRoleIn(policy, namespace, kind);
  const mine = new Set(bound.map(({ binding }) => binding));
  const names = targets ?? [...there.keys()];
  return names.flatMap(
    (role) => there.get(role)?.find((binding) => others?.includes(binding.name) !== false && !mine.has(binding)) ?? [],
  );
}

type ByRole = ReadonlyMap<string, readonly Binding[]>;

const NO_ROLES: ByRole = new Map();
const BY_NAMESPACE = new WeakMap<Policy, ReadonlyMap<string, { readonly [Kind in RoleKind]: ByRole }>>();

/** The bindings of a namespace by the name of their role. */
function byRoleIn(policy: Policy, namespace: string, kind: RoleKind): ByRole {
  let grouped = BY_NAMESPACE.get(policy);
  if (grouped === undefined) {
    const all = Map.groupBy(policy.bindings, (binding) => binding.namespace);
    grouped = new Map(
      [...all].map(([name, bindings]) => [
        name,
        { ClusterRole: byRole(bindings, 'ClusterRole'), Role: byRole(bindings, 'Role') },
      ]),
    );
    BY_NAMESPACE.set(policy, grouped);
  }
  return grouped.get(namespace)?.[kind] ?? NO_ROLES;
}

function byRole(bindings: readonly Binding[], kind: RoleKind): ByRole {
  return Map.groupBy(
    bindings.filter(({ roleRef }) => roleRef.kind === kind),
    ({ roleRef }) => roleRef.name,
  );
}

function joinAct(write: Permission, bind: Permission, kind: RoleKind, aim: Aim): Act {
  const { request } = write;
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const subject = subjectFor(aim.as);
  const old = byRoleIn(aim.found.policy, namespace, kind)
    .get(aim.target)
    ?.find(({ name }) => name === aim.other);
  const made = bindingTo({ kind, name: aim.target }, namespace, aim.as);
  const subjects = [...(old?.subjects ?? []), subject];
  const role = roleNamed(aim.found.policy, kind, aim.target, namespace);
  const base = made.body as Readonly<Record<string, unknown>>;
  const body = { ...base, metadata: { name: aim.other }, subjects: subjects.map(subjectBody) };
  return send(write, {
    says: `adds itself to ${made.binding.kind} ${aim.other}, of ${kind} ${aim.target}${namespace === '' ? '' : ` in ${namespace}`}`,
    body: request.verb === 'update' ? body : { subjects: subjects.map(subjectBody) },
    also: [bind],
    ...(role !== undefined && {
      makes: { binding: { ...made.binding, name: aim.other, subjects }, subject: subjects.length - 1, role },
    }),
  });
}

function gainOf(found: Found, kind: RoleKind, name: string, namespace: string, isLocal: boolean): Gain[] {
  const role = roleNamed(found.policy, kind, name, namespace);
  if (role === undefined) return [];
  const isEverywhere = isLocal || found.namespace === '';
  const mine = isEverywhere ? found.bound : found.bound.filter(({ binding }) => binding.namespace === '');
  if (rolesIn(mine).has(role)) return [];
  if (isAlmighty(role)) return [adminGain(namespace, isLocal, name)];
  const position = { kind: 'role', role: name, roleKind: kind, namespace } as const;
  return [{ position, target: name, ...(holdsAlready(mine, role, isLocal) && { isMeans: true }) }];
}

const ROLES = new WeakMap<Found['bound'], ReadonlySet<Role>>();

function rolesIn(bound: Found['bound']): ReadonlySet<Role> {
  let roles = ROLES.get(bound);
  if (roles === undefined) ROLES.set(bound, (roles = new Set(bound.map(({ role }) => role))));
  return roles;
}

type Held = Map<Role, boolean>;

/** What was found out of roles before, in a namespace and in the whole cluster: one role may be bound in many namespaces. */
const HELD = new WeakMap<Found['bound'], { readonly local: Held; readonly everywhere: Held }>();

/** Whether all that a role gives is there already. In a namespace it gives no paths. */
function holdsAlready(mine: Found['bound'], role: Role, isLocal: boolean): boolean {
  let held = HELD.get(mine);
  if (held === undefined) HELD.set(mine, (held = { local: new Map(), everywhere: new Map() }));
  const known = isLocal ? held.local : held.everywhere;
  let holds = known.get(role);
  if (holds === undefined) known.set(role, (holds = coversRole(rulesOf(mine), role, isLocal)));
  return holds;
}

function coversRole(held: readonly PolicyRule[], role: Role, isLocal: boolean): boolean {
  const first = firstPieceOf(role);
  // Most roles are told by the first piece, without the product of all that their rules list.
  const isTelling = !isLocal || first.every(({ nonResourceURLs }) => nonResourceURLs.length === 0);
  if (isTelling && !covers(thoseOf(first, held), first)) return false;
  return role.rules.every(({ rule }) =>
    piecesOf(rule).every((piece) => {
      if (isLocal && piece.nonResourceURLs.length > 0) return true;
      return covers(thoseOf([piece], held), [piece]);
    }),
  );
}

const RULES = new WeakMap<Found['bound'], readonly PolicyRule[]>();

function rulesOf(bound: Found['bound']): readonly PolicyRule[] {
  let rules = RULES.get(bound);
  if (rules === undefined) RULES.set(bound, (rules = bound.flatMap(({ role }) => role.rules.map(({ rule }) => rule))));
  return rules;
}

interface ByResource {
  readonly named: ReadonlyMap<string, readonly PolicyRule[]>;
  /** Rules whose resources have an asterisk. */
  readonly wide: readonly PolicyRule[];
}

const BY_RESOURCE = new WeakMap<readonly PolicyRule[], ByResource>();

/** The rules that may cover a piece, by its resource: somebody may hold thousands. */
function thoseOf([piece]: readonly PolicyRule[], held: readonly PolicyRule[]): readonly PolicyRule[] {
  const [resource] = piece?.resources ?? [];
  if (resource === undefined) return held;
  let index = BY_RESOURCE.get(held);
  if (index === undefined) BY_RESOURCE.set(held, (index = byResource(held)));
  return [...(index.named.get(resource) ?? []), ...index.wide];
}

function byResource(held: readonly PolicyRule[]): ByResource {
  const named = new Map<string, PolicyRule[]>();
  const wide: PolicyRule[] = [];
  for (const rule of held) {
    if (rule.resources.some((resource) => resource.includes('*'))) wide.push(rule);
    for (const resource of rule.resources) {
      const list = named.get(resource);
      if (list === undefined) named.set(resource, [rule]);
      else list.push(rule);
    }
  }
  return { named, wide };
}

const PIECES = new WeakMap<PolicyRule, readonly PolicyRule[]>();

function piecesOf(rule: PolicyRule): readonly PolicyRule[] {
  let pieces = PIECES.get(rule);
  if (pieces === undefined) PIECES.set(rule, (pieces = breakdown(rule)));
  return pieces;
}

const FIRST = new WeakMap<Role, readonly PolicyRule[]>();

function firstPieceOf(role: Role): readonly PolicyRule[] {
  let first = FIRST.get(role);
  if (first === undefined) FIRST.set(role, (first = role.rules.slice(0, 1).flatMap(({ rule }) => breakdown(rule).slice(0, 1))));
  return first;
}

function adminGain(namespace: string, inNamespace: boolean, target: string): Gain {
  if (inNamespace) return { position: { kind: 'namespace-admin', namespace }, target };
  return { position: { kind: 'cluster-admin' }, target, severity: 'critical' };
}

/** Every cluster has `cluster-admin`, also where nobody has shown it. */
function roleNamed(policy: Policy, kind: RoleKind, name: string, namespace: string): Role | undefined {
  const role = policy.role(kind === 'Role' ? namespace : '', name);
  return role ?? (kind === 'ClusterRole' && name === 'cluster-admin' ? CLUSTER_ADMIN : undefined);
}
