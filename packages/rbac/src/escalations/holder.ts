import type { Grant } from '../authorize/decision.ts';
import type { RoleRule } from '../policy/role.ts';
import { resourceRequest, urlRequest } from '../request.ts';
import type { Atom, AtomTable } from './atoms.ts';
import type { Bound, Given, GrantsIndex } from './grants-index.ts';
import { groupsOf, type Identity } from './identity.ts';
import type { Need } from './need.ts';
import type { Permission } from './primitive.ts';

/** How a need is met: by a grant for every name, and by grants for some. */
export interface Met {
  readonly need: Need;
  readonly forAll: Allowed | undefined;
  readonly named: ReadonlyMap<string, Allowed>;
}

interface Allowed {
  readonly atom: Atom;
  readonly grant: Grant;
}

/** One identity with all that it holds: what it is given itself, and by the groups that it is in. */
export class Holder {
  readonly identity: Identity;
  readonly own: Given;
  readonly groups: readonly Given[];
  readonly #table: AtomTable;
  readonly #bound = new Map<string, readonly Bound[]>();
  readonly #telling = new Map<string, ReadonlyMap<Atom['id'], readonly Bound[]>>();

  constructor(identity: Identity, index: GrantsIndex, table: AtomTable, own?: Given) {
    this.identity = identity;
    this.own = own ?? index.of(identity) ?? { identity, cluster: [], byNamespace: new Map() };
    this.groups = groupsOf(identity).flatMap((name) => index.of({ kind: 'group', name }) ?? []);
    this.#table = table;
  }

  /** The bindings that count in a namespace, those of the cluster first. */
  bound(namespace: string): readonly Bound[] {
    return this.#in(namespace);
  }

  /** The bindings of a namespace itself. */
  local(namespace: string): readonly Bound[] {
    if (namespace === '') return NO_BOUNDS;
    return [this.own, ...this.groups].flatMap(({ byNamespace }) => byNamespace.get(namespace) ?? NO_BOUNDS);
  }

  #in(namespace: string): readonly Bound[] {
    let all = this.#bound.get(namespace);
    if (all === undefined) {
      all = [...[this.own, ...this.groups].flatMap(({ cluster }) => cluster), ...this.local(namespace)];
      this.#bound.set(namespace, all);
    }
    return all;
  }

  /** How a need is met in a namespace; undefined where it is not. */
  met(need: Need, namespace: string): Met | undefined {
    const allowing = this.#allowing(need, asksInNamespace(need, namespace) ? namespace : '');
    if (allowing.length === 0) return undefined;
    const named = new Map<string, Allowed>();
    for (const allowed of allowing) {
      const names = allowed.grant.rule.rule.resourceNames;
      if (names.length === 0 || allowed.atom.kind.kind === 'url') return { need, forAll: allowed, named };
      for (const name of names) if (!named.has(name)) named.set(name, allowed);
    }
    return isReached(need, named, namespace) ? { need, forAll: undefined, named } : undefined;
  }

  #allowing(need: Need, scope: string): readonly Allowed[] {
    const cluster = this.#tellingIn('');
    const local = scope === '' ? undefined : this.#tellingIn(scope);
    const found: Allowed[] = [];
    for (const atom of this.#table.ofNeed(need)) {
      for (const bound of cluster.get(atom.id) ?? NO_BOUNDS) addAllowed(found, atom, bound);
      for (const bound of local?.get(atom.id) ?? NO_BOUNDS) addAllowed(found, atom, bound);
    }
    return found;
  }

  /** The bindings of the cluster, or of a namespace itself, by what they allow: there may be thousands of them. */
  #tellingIn(namespace: string): ReadonlyMap<Atom['id'], readonly Bound[]> {
    let telling = this.#telling.get(namespace);
    if (telling === undefined) {
      telling = byAtom(namespace === '' ? this.#in('') : this.local(namespace));
      this.#telling.set(namespace, telling);
    }
    return telling;
  }
}

function byAtom(bounds: readonly Bound[]): ReadonlyMap<Atom['id'], readonly Bound[]> {
  const made = new Map<Atom['id'], Bound[]>();
  for (const bound of bounds) {
    for (const id of bound.capabilities.keys()) {
      const list = made.get(id);
      if (list === undefined) made.set(id, [bound]);
      else list.push(bound);
    }
  }
  return made;
}

const NO_BOUNDS: readonly Bound[] = [];
const NO_RULES: readonly RoleRule[] = [];

function addAllowed(found: Allowed[], atom: Atom, { capabilities, binding, subject, role }: Bound): void {
  for (const rule of capabilities.get(atom.id) ?? NO_RULES) found.push({ atom, grant: { binding, subject, role, rule } });
}

function isReached({ object }: Need, named: ReadonlyMap<string, Allowed>, namespace: string): boolean {
  if (named.size === 0) return false;
  if (object === 'new') return named.has('');
  if (object === 'scope') return named.has(namespace);
  return typeof object === 'string' || object.some((name) => named.has(name));
}

/** A namespace is in itself: that is how a RoleBinding there can speak of it. */
function asksInNamespace({ kinds, object, inNamespace }: Need, namespace: string): boolean {
  if (inNamespace || object === 'scope') return namespace !== '';
  return kinds.every((kind) => kind.kind === 'resource' && !kind.isClusterScoped);
}

/** The choice of objects. */
export interface Choice {
  readonly namespace: string;
  readonly target: string;
  readonly other: string;
}

/** What the authorizer is asked once the objects are chosen. Undefined where they are out of reach. */
export function permissionFor(met: Met, choice: Choice): Permission | undefined {
  const name = nameFor(met, choice);
  const allowed = met.forAll ?? met.named.get(name);
  if (allowed === undefined) return undefined;
  const { atom, grant } = allowed;
  const { kind, verb } = atom;
  if (kind.kind === 'url') return { kind, request: urlRequest(verb, kind.path), grant };
  const { group, resource, subresource } = kind;
  const namespace = asksInNamespace(met.need, choice.namespace) ? choice.namespace : '';
  return { kind, request: resourceRequest({ verb, group, resource, subresource, namespace, name }), grant };
}

function nameFor({ need: { object }, forAll, named }: Met, { namespace, target, other }: Choice): string {
  if (object === 'new') return '';
  if (object === 'target') return target;
  if (object === 'other') return other;
  if (object === 'scope') return namespace;
  return (forAll === undefined ? object.find((name) => named.has(name)) : object[0]) ?? '';
}

/** The names that needs for one object leave together; undefined where all are left. */
export function namesOf(met: readonly Met[], object: 'target' | 'other'): readonly string[] | undefined {
  let left: readonly string[] | undefined;
  for (const { need, forAll, named } of met) {
    if (need.object !== object || forAll !== undefined) continue;
    left = (left ?? [...named.keys()]).filter((name) => name !== '' && named.has(name));
  }
  return left;
}
