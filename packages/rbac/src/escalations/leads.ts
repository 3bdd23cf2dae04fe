import { AtomTable } from './atoms.ts';
import { add, type Bound, type Given, type GrantsIndex } from './grants-index.ts';
import { Holder } from './holder.ts';
import { representative, type Identity } from './identity.ts';
import { actsOf, bindingsOf, follow, type Lead } from './lead.ts';
import type { Position } from './position.ts';
import type { Primitive, Way, World } from './primitive.ts';

interface Candidate {
  readonly primitive: Primitive;
  readonly way: Way;
}

/** The primitives of a minor, and which of them an atom may be part of. */
export class Catalogue {
  readonly table: AtomTable;
  readonly #candidates: readonly Candidate[];
  readonly #byAtom = new Map<number, number[]>();

  constructor(primitives: readonly Primitive[], minor: number) {
    this.table = new AtomTable(primitives);
    this.#candidates = primitives.flatMap((primitive) =>
      primitive.ways.filter((way) => worksIn(way, minor)).map((way) => ({ primitive, way })),
    );
    for (const [place, { way }] of this.#candidates.entries()) {
      for (const { id } of way.needs.flatMap((need) => this.table.ofNeed(need))) {
        const places = this.#byAtom.get(id) ?? [];
        this.#byAtom.set(id, places);
        if (places.at(-1) !== place) places.push(place);
      }
    }
  }

  /**
   * The ways in which something may be new in a namespace, in the order of the primitives: a binding of the holder's own may have
   * a part in them, and in a namespace one of the namespace.
   */
  candidatesFor(holder: Holder, namespace: string): readonly Candidate[] {
    const { own } = holder;
    const places = this.#placesFor(own.cluster);
    const here = own.byNamespace.get(namespace);
    if (here !== undefined) for (const place of this.#placesFor(here)) places.add(place);
    const isNew = namespace === '' ? undefined : this.#placesFor(holder.local(namespace));
    return [...places]
      .toSorted((a, b) => a - b)
      .flatMap((place) => {
        const candidate = this.#candidates[place];
        return candidate !== undefined && (isNew === undefined || isNew.has(place) || candidate.way.isLocal === true)
          ? candidate
          : [];
      });
  }

  #placesFor(bounds: readonly Bound[]): Set<number> {
    const places = new Set<number>();
    for (const { capabilities } of bounds) {
      for (const atom of capabilities.keys()) for (const place of this.#byAtom.get(atom) ?? []) places.add(place);
    }
    return places;
  }
}

function worksIn(way: Way, minor: number): boolean {
  return (way.since ?? 0) <= minor && minor < (way.before ?? Infinity);
}

/**
 * What an identity's permissions lead to, where at least one of them is its own and not of a group that it is in: what a group
 * can do is said of the group. Everywhere first, then namespace by namespace what is more.
 */
export function leadsOf(
  holder: Holder,
  catalogue: Catalogue,
  world: World,
  namespaces: Iterable<string> = namespacesOf(holder),
): readonly Lead[] {
  const leads = leadsIn(holder, '', catalogue, world);
  if (leads.some(isAdmin)) return leads;
  for (const namespace of namespaces) leads.push(...leadsIn(holder, namespace, catalogue, world));
  return leads;
}

function isAdmin({ primitive }: Lead): boolean {
  return primitive.id === 'everything';
}

/** Where the identity has bindings, and where its own ones for the whole cluster meet those of its groups. */
function namespacesOf({ own, groups }: Holder): readonly string[] {
  const namespaces = new Set(own.byNamespace.keys());
  if (own.cluster.some(({ capabilities }) => capabilities.size > 0)) {
    for (const group of groups) for (const namespace of group.byNamespace.keys()) namespaces.add(namespace);
  }
  return [...namespaces].toSorted();
}

function leadsIn(holder: Holder, namespace: string, catalogue: Catalogue, world: World): Lead[] {
  const { cluster, byNamespace } = holder.own;
  const own = new Set([...cluster, ...(byNamespace.get(namespace) ?? [])].map(({ binding }) => binding));
  const leads: Lead[] = [];
  for (const candidate of catalogue.candidatesFor(holder, namespace)) {
    const found = follow(holder, candidate, namespace, world).filter((lead) => isNews(lead, own));
    if (found.some(isAdmin)) return found.slice(0, 1);
    leads.push(...found);
  }
  return withoutWeaker(leads);
}

/** One of the grants is the identity's own, and one is of the namespace. */
function isNews({ met, found: { namespace }, gain }: Lead, own: ReadonlySet<Bound['binding']>): boolean {
  const bindings = met.flatMap(bindingsOf);
  if (namespace !== '' && gain.isLocal !== true && bindings.every((binding) => binding.namespace === '')) return false;
  return bindings.some((binding) => own.has(binding));
}

/** Of several ways of one primitive to one position the first, and none to a part of what there is a way to. */
function withoutWeaker(leads: readonly Lead[]): Lead[] {
  const seen = new Set<string>();
  const best = new Map<Primitive, number>();
  for (const { primitive, gain } of leads) best.set(primitive, Math.max(best.get(primitive) ?? 0, rank(gain.position)));
  return leads.filter(({ primitive, gain: { position } }) => {
    if (rank(position) < (best.get(primitive) ?? 0)) return false;
    const key = JSON.stringify([primitive.id, position]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function rank(position: Position): number {
  if (position.kind === 'cluster-admin') return 2;
  return position.kind === 'namespace-admin' || ('names' in position && position.names === undefined) ? 1 : 0;
}

const ROUNDS = 4;

/**
 * The same with the roles that the identity can bind itself to: what it can do with them rests on what it does before. Only
 * what the first look does not show is given.
 */
export function furtherLeads(
  identity: Identity,
  first: readonly Lead[],
  index: GrantsIndex,
  catalogue: Catalogue,
  world: World,
): readonly Lead[] {
  // Whoever is cluster-admin in a step gains nothing by a longer way.
  if (first.some(({ gain }) => gain.position.kind === 'cluster-admin')) return [];
  const extra: Bound[] = [];
  const origin = new Map<Bound['binding'], Lead>();
  const known = new Set(first.map(keyOf));
  const further: Lead[] = [];
  let before = 0;
  for (let round = 0, fresh = first; round < ROUNDS && takeRoles(fresh, origin, extra, index); round++) {
    const given = index.of(identity);
    const own: Given = { identity, cluster: [...(given?.cluster ?? [])], byNamespace: copied(given?.byNamespace) };
    for (const bound of extra) add(own, bound);
    const holder = new Holder(identity, index, catalogue.table, own);
    const added = extra.slice(before);
    before = extra.length;
    fresh = leadsOf(holder, catalogue, world, touchedBy(added, holder))
      .filter((lead) => !known.has(keyOf(lead)))
      .map((lead) => ({ ...lead, after: firstFor(lead, origin) }));
    for (const lead of fresh) known.add(keyOf(lead));
    further.push(...fresh);
  }
  return further;
}

/** The namespaces in which bindings that are added may change something. */
function touchedBy(added: readonly Bound[], holder: Holder): readonly string[] {
  const namespaces = new Set(added.map(({ binding }) => binding.namespace));
  return namespaces.has('') ? namespacesOf(holder) : [...namespaces].toSorted();
}

function copied(map: ReadonlyMap<string, Bound[]> = new Map()): Map<string, Bound[]> {
  return new Map([...map].map(([namespace, bounds]) => [namespace, [...bounds]]));
}

const IMAGINED = new WeakSet<Bound['binding']>();

/** Whether nobody has written the binding: it was thought of to see what would come of it. */
export function isImagined(binding: Bound['binding']): boolean {
  return IMAGINED.has(binding);
}

/** Adds the roles that leads give; false where there is none. */
function takeRoles(leads: readonly Lead[], origin: Map<Bound['binding'], Lead>, extra: Bound[], index: GrantsIndex): boolean {
  const already = extra.length;
  for (const lead of leads) {
    if (lead.gain.position.kind !== 'role') continue;
    for (const { makes } of actsOf(lead, representative(lead.holder.identity))) {
      if (makes === undefined) continue;
      extra.push({ ...makes, capabilities: index.capabilities(makes.role) });
      origin.set(makes.binding, lead);
      IMAGINED.add(makes.binding);
    }
  }
  return extra.length > already;
}

/** What must be done first, in order, each once. */
function firstFor({ met, gain: { restsOn } }: Lead, origin: ReadonlyMap<Bound['binding'], Lead>): readonly Lead[] {
  const bindings = [...met.flatMap(bindingsOf), ...(restsOn === undefined ? [] : [restsOn])];
  const needed = new Set(bindings.flatMap((binding) => origin.get(binding) ?? []));
  return [...new Set([...needed].flatMap((lead) => [...lead.after, lead]))];
}

function keyOf({ primitive, found: { namespace }, gain: { position } }: Lead): string {
  return JSON.stringify([primitive.id, namespace, position]);
}
