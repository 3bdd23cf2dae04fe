import { NOTHING_COVERED, type Coverage } from './coverage.ts';
import { KindIndex } from './kind-index.ts';
import { identityOf, type KubeObject } from '../kube-object.ts';
import { Scope } from './scope.ts';

export type Change =
  | { readonly type: 'set'; readonly object: KubeObject }
  | { readonly type: 'delete'; readonly object: KubeObject };

export interface InventoryOptions {
  readonly coverage?: Coverage;
  /** Whether the input is the whole cluster: what is not in it does not exist. */
  readonly complete?: boolean;
}

/** All objects of a scan, indexed once. Immutable; `apply` gives the next one and shares what did not change. */
export class Inventory {
  /** In the order in which they were read. */
  readonly objects: readonly KubeObject[];
  readonly coverage: Coverage;
  readonly complete: boolean;
  readonly #scopes: ReadonlyMap<string, Scope>;

  private constructor(objects: readonly KubeObject[], scopes: ReadonlyMap<string, Scope>, options: InventoryOptions) {
    this.objects = objects;
    this.#scopes = scopes;
    this.coverage = options.coverage ?? NOTHING_COVERED;
    this.complete = options.complete ?? false;
  }

  static of(objects: Iterable<KubeObject>, options: InventoryOptions = {}): Inventory {
    const list = [...objects];
    const whole = new Map<string, KubeObject[]>();
    for (const object of list) {
      const members = whole.get(object.scope) ?? [];
      if (members.length === 0) whole.set(object.scope, members);
      if (isWhole(object)) members.push(object);
    }
    const indexes = new Map([...whole].map(([scope, members]) => [scope, KindIndex.of(members)] as const));
    return new Inventory(list, scopesOf(indexes, options.complete ?? false), options);
  }

  scopeOf(object: KubeObject): Scope {
    const { scope } = object;
    return this.#scopes.get(scope) ?? this.#scopeWithout(scope);
  }

  /** That of an object of which the inventory holds none: around it are the others. */
  #scopeWithout(id: string): Scope {
    return new Scope(id, new KindIndex(), { parent: enclosing(id, this.#scopes), complete: this.complete });
  }

  get scopes(): readonly Scope[] {
    return [...this.#scopes.values()];
  }

  /**
   * The inventory after some changes, as if it had been read anew. An object takes the place of all that have its identity;
   * of several changes to one object the last one holds. One without an identity is only itself: it is taken out by the very
   * object that is in the inventory, and put in beside those that are like it.
   */
  apply(changes: Iterable<Change>): Inventory {
    const latest = new Map<Key, Change>();
    for (const change of changes) latest.set(keyOf(change.object), change);
    const names = new Set([...latest.values()].map(({ object }) => object.name));
    const objects: KubeObject[] = [];
    const removed: KubeObject[] = [];
    const added: KubeObject[] = [];
    const put = (key: Key, change: Change | undefined): void => {
      if (change?.type !== 'set') return;
      objects.push(change.object);
      added.push(change.object);
      latest.set(key, { type: 'delete', object: change.object });
    };
    for (const object of this.objects) {
      // Most objects are not changed: their names tell that without putting a key together.
      const key = names.has(object.name) ? keyOf(object) : '';
      const change = latest.get(key);
      if (change === undefined) objects.push(object);
      else removed.push(object);
      put(key, change);
    }
    for (const [key, change] of latest) put(key, change);
    return this.#next(objects, removed, added);
  }

  /**
   * The inventory with other objects in the places of some, each of the same identity as the one before: as if it had been read
   * so. Unlike `apply` it tells apart objects that share an identity.
   */
  replacing(replacements: ReadonlyMap<KubeObject, KubeObject>): Inventory {
    const { coverage, complete } = this;
    const objects = this.objects.map((object) => replacements.get(object) ?? object);
    const removed: KubeObject[] = [];
    const added: KubeObject[] = [];
    for (const [old, now] of replacements) {
      if (!isAlike(old, now)) return Inventory.of(objects, { coverage, complete });
      // Of two that share an identity, the later one is found.
      if (old.identified && this.scopeOf(old).index.get(old.group, old.kind, old.namespace, old.name) !== old) continue;
      removed.push(old);
      added.push(now);
    }
    return this.#next(objects, removed, added);
  }

  #next(objects: readonly KubeObject[], removed: readonly KubeObject[], added: readonly KubeObject[]): Inventory {
    const indexes = new Map(this.scopes.map((scope) => [scope.id, scope.index] as const));
    const gone = Map.groupBy(removed, (object) => object.scope);
    const come = Map.groupBy(added, (object) => object.scope);
    for (const scope of new Set([...gone.keys(), ...come.keys()])) {
      const index = indexes.get(scope) ?? new KindIndex();
      indexes.set(scope, index.apply((gone.get(scope) ?? []).filter(isWhole), (come.get(scope) ?? []).filter(isWhole)));
    }
    const left = new Set(objects.map((object) => object.scope));
    for (const scope of gone.keys()) if (!left.has(scope)) indexes.delete(scope);
    return new Inventory(objects, scopesOf(indexes, this.complete), { coverage: this.coverage, complete: this.complete });
  }
}

/**
 * Whether an object is an answer to "what does the cluster hold". A part of one is not, nor is one that the API server refuses
 * because nobody can say what it is called: these are judged, never looked up.
 */
function isWhole(object: KubeObject): boolean {
  return object.partial === undefined && object.misnamed.length === 0;
}

/** Whether an object can take the place of another in every index. */
function isAlike(old: KubeObject, now: KubeObject): boolean {
  return (
    old.scope === now.scope &&
    old.identified === now.identified &&
    isWhole(old) === isWhole(now) &&
    identityOf(old) === identityOf(now)
  );
}

type Key = string | KubeObject;

/** What makes two objects of an inventory one. A patch and what it patches share an identity, and are two. */
function keyOf(object: KubeObject): Key {
  if (!object.identified) return object;
  return `${object.scope}|${object.partial ?? ''}|${identityOf(object)}`;
}

/** Scopes with their parents: the nearest enclosing folder that is a scope too. */
function scopesOf(indexes: ReadonlyMap<string, KindIndex>, complete: boolean): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  const ids = [...indexes.keys()].toSorted((a, b) => a.length - b.length);
  for (const id of ids) {
    const index = indexes.get(id) ?? new KindIndex();
    scopes.set(id, new Scope(id, index, { parent: enclosing(id, scopes), complete }));
  }
  return scopes;
}

function enclosing(id: string, scopes: ReadonlyMap<string, Scope>): Scope | undefined {
  for (let folder = id; folder !== '';) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    const scope = scopes.get(folder);
    if (scope !== undefined) return scope;
  }
  return undefined;
}
