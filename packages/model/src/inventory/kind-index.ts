import type { KubeObject } from '../kube-object.ts';

/** Objects of one kind in one namespace, by name. Never changed once it is in an index. */
type Names = ReadonlyMap<string, KubeObject>;
/** Namespace → names. Objects without a namespace are under the empty string. */
export type Bucket = ReadonlyMap<string, Names>;

const NO_BUCKET: Bucket = new Map();
const NO_NAMES: Names = new Map();

export function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}

/**
 * Objects by kind, namespace and name. Immutable: `apply` copies only the maps on the way to what changed, so a bucket that
 * is the same object as before holds what it held before. Where two objects have one identity, the later one is found.
 */
export class KindIndex {
  readonly #kinds: ReadonlyMap<string, Bucket>;

  constructor(kinds: ReadonlyMap<string, Bucket> = new Map()) {
    this.#kinds = kinds;
  }

  static of(objects: Iterable<KubeObject>): KindIndex {
    const kinds = new Map<string, Map<string, Map<string, KubeObject>>>();
    for (const object of objects) {
      const bucket = getOrAdd(kinds, kindKey(object.group, object.kind), () => new Map<string, Map<string, KubeObject>>());
      getOrAdd(bucket, object.namespace ?? '', () => new Map<string, KubeObject>()).set(object.name, object);
    }
    return new KindIndex(kinds);
  }

  bucket(group: string, kind: string): Bucket {
    return this.#kinds.get(kindKey(group, kind)) ?? NO_BUCKET;
  }

  get(group: string, kind: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.bucket(group, kind)
      .get(namespace ?? '')
      ?.get(name);
  }

  /** By namespace and name, so that the order does not depend on how the index came about. */
  ofKind(group: string, kind: string): readonly KubeObject[] {
    const bucket = this.bucket(group, kind);
    return remembered(bucket, () => inOrder(bucket).flatMap(membersOf));
  }

  /** By name. */
  inNamespace(group: string, kind: string, namespace: string | undefined): readonly KubeObject[] {
    return membersOf(this.bucket(group, kind).get(namespace ?? '') ?? NO_NAMES);
  }

  /** The index with `removed` taken out and then `set` put in; shares every map that neither touches. */
  apply(removed: Iterable<KubeObject>, set: Iterable<KubeObject>): KindIndex {
    const gone = [...removed].filter(
      (object) => this.get(object.group, object.kind, object.namespace, object.name) !== undefined,
    );
    const come = [...set];
    const kinds = replaced(this.#kinds, { gone, come, keyOf: keyOfKind }, (bucket, ofKind) =>
      replaced(bucket, { ...ofKind, keyOf: keyOfNamespace }, (names, ofNamespace) => {
        const next = new Map(names);
        for (const object of ofNamespace.gone) next.delete(object.name);
        for (const object of ofNamespace.come) next.set(object.name, object);
        return next;
      }),
    );
    return new KindIndex(kinds);
  }
}

interface Difference {
  readonly gone: readonly KubeObject[];
  readonly come: readonly KubeObject[];
}

/** The objects of a map of an index, in order: made once for each map, as no map ever changes. */
const MEMBERS = new WeakMap<ReadonlyMap<string, unknown>, readonly KubeObject[]>();

function remembered(map: ReadonlyMap<string, unknown>, make: () => readonly KubeObject[]): readonly KubeObject[] {
  const known = MEMBERS.get(map);
  if (known !== undefined) return known;
  const made = make();
  MEMBERS.set(map, made);
  return made;
}

function membersOf(names: Names): readonly KubeObject[] {
  return remembered(names, () => inOrder(names));
}

function inOrder<V>(map: ReadonlyMap<string, V>): readonly V[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function keyOfKind(object: KubeObject): string {
  return kindKey(object.group, object.kind);
}

function keyOfNamespace(object: KubeObject): string {
  return object.namespace ?? '';
}

/** A copy of `map` with the entries that a difference touches made anew. An entry that holds nothing any more is dropped. */
function replaced<V>(
  map: ReadonlyMap<string, ReadonlyMap<string, V>>,
  { gone, come, keyOf }: Difference & { readonly keyOf: (object: KubeObject) => string },
  next: (entry: ReadonlyMap<string, V>, difference: Difference) => ReadonlyMap<string, V>,
): ReadonlyMap<string, ReadonlyMap<string, V>> {
  const copy = new Map(map);
  const goneBy = Map.groupBy(gone, keyOf);
  const comeBy = Map.groupBy(come, keyOf);
  for (const key of new Set([...goneBy.keys(), ...comeBy.keys()])) {
    const entry = next(copy.get(key) ?? new Map<string, V>(), { gone: goneBy.get(key) ?? [], come: comeBy.get(key) ?? [] });
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
