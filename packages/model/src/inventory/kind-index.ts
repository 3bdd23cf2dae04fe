import type { KubeObject } from '../kube-object.ts';

/** What an object is found by: its name, or where that does not say which object it is, itself. */
type Slot = string | KubeObject;
/** Objects of one kind in one namespace. Never changed once it is in an index. */
type Members = ReadonlyMap<Slot, KubeObject>;
/** Namespace → members. Objects without a namespace are under the empty string. */
export type Bucket = ReadonlyMap<string, Members>;

type Kinds = ReadonlyMap<string, Bucket>;

const NO_KINDS: Kinds = new Map();
const NO_BUCKET: Bucket = new Map();
const NO_MEMBERS: Members = new Map();

export function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}

/**
 * Objects by kind, namespace and name. Immutable: `apply` copies only the maps on the way to what changed, so a bucket that
 * is the same object as before holds what it held before. Where two objects have one identity, the later one is found;
 * those without one are all found by their kind, and none of them by a name.
 */
export class KindIndex {
  /** By group and then by kind: to join both into one key for every question would cost more than the answer. */
  readonly #groups: ReadonlyMap<string, Kinds>;

  constructor(groups: ReadonlyMap<string, Kinds> = new Map()) {
    this.#groups = groups;
  }

  static of(objects: Iterable<KubeObject>): KindIndex {
    const groups = new Map<string, Map<string, Map<string, Map<Slot, KubeObject>>>>();
    for (const object of objects) {
      const kinds = getOrAdd(groups, object.group, newMap<string, Map<string, Map<Slot, KubeObject>>>);
      const bucket = getOrAdd(kinds, object.kind, newMap<string, Map<Slot, KubeObject>>);
      getOrAdd(bucket, object.namespace ?? '', newMap<Slot, KubeObject>).set(slotOf(object), object);
    }
    return new KindIndex(groups);
  }

  bucket(group: string, kind: string): Bucket {
    return this.#groups.get(group)?.get(kind) ?? NO_BUCKET;
  }

  get(group: string, kind: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.bucket(group, kind)
      .get(namespace ?? '')
      ?.get(name);
  }

  /** Whether the index holds an object of this one's identity. */
  holds(object: KubeObject): boolean {
    return object.identified && this.get(object.group, object.kind, object.namespace, object.name) !== undefined;
  }

  /** By namespace and name, so that the order does not depend on how the index came about. */
  ofKind(group: string, kind: string): readonly KubeObject[] {
    const bucket = this.bucket(group, kind);
    return remembered(bucket, () => namespacesInOrder(bucket).flatMap(inOrder));
  }

  /** By name. */
  inNamespace(group: string, kind: string, namespace: string | undefined): readonly KubeObject[] {
    return inOrder(this.bucket(group, kind).get(namespace ?? '') ?? NO_MEMBERS);
  }

  /** The index with `removed` taken out and then `set` put in; shares every map that neither touches. */
  apply(removed: Iterable<KubeObject>, set: Iterable<KubeObject>): KindIndex {
    const gone = [...removed].filter((object) => this.#members(object)?.has(slotOf(object)) === true);
    const come = [...set];
    const groups = replaced(this.#groups, { gone, come, keyOf: keyOfGroup }, (kinds = NO_KINDS, ofGroup) =>
      replaced(kinds, { ...ofGroup, keyOf: keyOfKind }, (bucket = NO_BUCKET, ofKind) =>
        replaced(bucket, { ...ofKind, keyOf: keyOfNamespace }, membersAfter),
      ),
    );
    return new KindIndex(groups);
  }

  #members(object: KubeObject): Members | undefined {
    return this.bucket(object.group, object.kind).get(object.namespace ?? '');
  }
}

function slotOf(object: KubeObject): Slot {
  return object.identified ? object.name : object;
}

function membersAfter(members: Members = NO_MEMBERS, { gone, come }: Difference): Members {
  const next = new Map(members);
  const slots = new Set(come.map(slotOf));
  // What is taken out and put in again stays where it was.
  for (const object of gone) if (!slots.has(slotOf(object))) next.delete(slotOf(object));
  for (const object of come) next.set(slotOf(object), object);
  return next;
}

interface Difference {
  readonly gone: readonly KubeObject[];
  readonly come: readonly KubeObject[];
}

/** The objects of a map of an index, in order: made once for each map, as no map ever changes. */
const MEMBERS = new WeakMap<Bucket | Members, readonly KubeObject[]>();

function remembered(map: Bucket | Members, make: () => readonly KubeObject[]): readonly KubeObject[] {
  const known = MEMBERS.get(map);
  if (known !== undefined) return known;
  const made = make();
  MEMBERS.set(map, made);
  return made;
}

/** By name; those of one name, or of none, in the order in which they came. */
function inOrder(members: Members): readonly KubeObject[] {
  return remembered(members, () => [...members.values()].toSorted((a, b) => compare(a.name, b.name)));
}

function namespacesInOrder(bucket: Bucket): readonly Members[] {
  return [...bucket].toSorted(([a], [b]) => compare(a, b)).map(([, members]) => members);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function keyOfGroup(object: KubeObject): string {
  return object.group;
}

function keyOfKind(object: KubeObject): string {
  return object.kind;
}

function keyOfNamespace(object: KubeObject): string {
  return object.namespace ?? '';
}

/** A copy of `map` with the entries that a difference touches made anew. An entry that holds nothing any more is dropped. */
function replaced<E extends ReadonlyMap<unknown, unknown>>(
  map: ReadonlyMap<string, E>,
  { gone, come, keyOf }: Difference & { readonly keyOf: (object: KubeObject) => string },
  next: (entry: E | undefined, difference: Difference) => E,
): ReadonlyMap<string, E> {
  const copy = new Map(map);
  const goneBy = Map.groupBy(gone, keyOf);
  const comeBy = Map.groupBy(come, keyOf);
  for (const key of new Set([...goneBy.keys(), ...comeBy.keys()])) {
    const entry = next(copy.get(key), { gone: goneBy.get(key) ?? [], come: comeBy.get(key) ?? [] });
    if (entry.size > 0) copy.set(key, entry);
    else copy.delete(key);
  }
  return copy;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}
