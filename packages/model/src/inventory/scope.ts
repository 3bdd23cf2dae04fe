import { kindKey, type Bucket, type KindIndex } from './kind-index.ts';
import type { KubeObject } from '../kube-object.ts';

/**
 * The objects that make up one cluster. A scope sees its own objects and those of the folders around it (a namespace that
 * `base/` declares holds for `envs/dev` and for `envs/prod`), never those of its siblings.
 */
export class Scope {
  /** The scope's folder; the empty string is the whole input. */
  readonly id: string;
  readonly parent: Scope | undefined;
  /**
   * Whether what is not here does not exist. A folder of manifests is seldom a whole cluster: what it does not show is
   * unknown, unless the user says that the tree is complete.
   */
  readonly complete: boolean;
  readonly index: KindIndex;
  /** The scopes that see this one. A namespace here may have its workloads there: in each environment others. */
  readonly inner: Scope[] = [];
  readonly #below = new Map<string, readonly KindIndex[]>();

  constructor(id: string, index: KindIndex, options: { readonly parent?: Scope | undefined; readonly complete?: boolean } = {}) {
    this.id = id;
    this.index = index;
    this.parent = options.parent;
    this.complete = options.complete ?? false;
    this.parent?.inner.push(this);
  }

  get(group: string, kind: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.index.get(group, kind, namespace, name) ?? this.parent?.get(group, kind, namespace, name);
  }

  /** Objects of one kind, the nearest scope's first; one that a nearer scope declares anew hides the farther. */
  *ofKind(group: string, kind: string): IterableIterator<KubeObject> {
    yield* this.index.ofKind(group, kind);
    for (const object of this.parent?.ofKind(group, kind) ?? []) {
      if (!this.index.holds(object)) yield object;
    }
  }

  *inNamespace(group: string, kind: string, namespace: string | undefined): IterableIterator<KubeObject> {
    yield* this.index.inNamespace(group, kind, namespace);
    for (const object of this.parent?.inNamespace(group, kind, namespace) ?? []) {
      if (this.index.get(group, kind, namespace, object.name) === undefined) yield object;
    }
  }

  /** Objects of one kind in a namespace, in this scope and in all that see it: what a namespace that is declared here may hold. */
  *anywhereInNamespace(group: string, kind: string, namespace: string): IterableIterator<KubeObject> {
    yield* this.inNamespace(group, kind, namespace);
    for (const index of this.#indexesBelow(group, kind)) yield* index.inNamespace(group, kind, namespace);
  }

  /** The indexes of the scopes that see this one, as far as they hold objects of a kind. A tree may have a thousand scopes. */
  #indexesBelow(group: string, kind: string): readonly KindIndex[] {
    const key = kindKey(group, kind);
    const known = this.#below.get(key);
    if (known !== undefined) return known;
    const found = this.inner.flatMap((scope) => [
      ...(scope.index.bucket(group, kind).size > 0 ? [scope.index] : []),
      ...scope.#indexesBelow(group, kind),
    ]);
    this.#below.set(key, found);
    return found;
  }

  /**
   * The buckets that hold the objects of one kind which a control can look up from here: equal arrays of the same maps mean
   * that no such object has changed.
   */
  buckets(group: string, kind: string): readonly Bucket[] {
    const above: Bucket[] = [];
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) above.push(scope.index.bucket(group, kind));
    return [...this.#bucketsBelow(group, kind), ...above];
  }

  #bucketsBelow(group: string, kind: string): Bucket[] {
    return [this.index.bucket(group, kind), ...this.inner.flatMap((scope) => scope.#bucketsBelow(group, kind))];
  }
}
