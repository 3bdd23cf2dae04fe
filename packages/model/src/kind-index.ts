import type { KubeObject } from './kube-object.ts';

/** Objects of one kind in one namespace, by name. Never changed once it is in an index. */
type Names = ReadonlyMap<string, KubeObject>;
/** Namespace → names. Objects without a namespace are under the empty string. */
export type Bucket = ReadonlyMap<string, Names>;

const NO_BUCKET: Bucket = new Map();

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
    return this.bucket(group, kind).get(namespace ?? '')?.get(name);
  }

  *ofKind(group: string, kind: string): IterableIterator<KubeObject> {
    for (const names of this.bucket(group, kind).values()) yield* names.values();
  }

  *inNamespace(group: string, kind: string, namespace: string | undefined): IterableIterator<KubeObject> {
    yield* this.bucket(group, kind).get(namespace ?? '')?.values() ?? [];
  }

  /** The index with `set` put in and `removed` taken out; shares every map that neither touches. */
  apply(removed: Iterable<KubeObject>, set: Iterable<KubeObject>): KindIndex {
    const fresh = new Set<ReadonlyMap<string, unknown>>();
    const kinds = new Map(this.#kinds);
    const namesOf = (object: KubeObject): Map<string, KubeObject> => {
      const bucket = ownCopy(kinds, kindKey(object.group, object.kind), fresh);
      return ownCopy(bucket as Map<string, Names>, object.namespace ?? '', fresh) as Map<string, KubeObject>;
    };
    for (const object of removed) namesOf(object).delete(object.name);
    for (const object of set) namesOf(object).set(object.name, object);
    return new KindIndex(kinds);
  }
}

/** The map under `key`, copied first unless this change has already made it its own. */
function ownCopy<V>(
  parent: Map<string, ReadonlyMap<string, V>>,
  key: string,
  fresh: Set<ReadonlyMap<string, unknown>>,
): Map<string, V> {
  const known = parent.get(key);
  if (known !== undefined && fresh.has(known)) return known as Map<string, V>;
  const copy = new Map(known);
  fresh.add(copy);
  parent.set(key, copy);
  return copy;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
