import { NOTHING_COVERED, type Coverage } from './coverage.ts';
import { KindIndex } from './kind-index.ts';
import { identityOf, type KubeObject } from './kube-object.ts';
import { Scope } from './scope.ts';

export type Change = { readonly type: 'set'; readonly object: KubeObject } | { readonly type: 'delete'; readonly object: KubeObject };

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
    // A partial object is no answer to "what does the cluster hold": it is judged, never looked up.
    const whole = Map.groupBy(list.filter((object) => object.partial === undefined), (object) => object.scope);
    const indexes = new Map(list.map((object) => [object.scope, new KindIndex()] as const));
    for (const [scope, members] of whole) indexes.set(scope, KindIndex.of(members));
    return new Inventory(list, scopesOf(indexes, options.complete ?? false), options);
  }

  scopeOf(object: KubeObject): Scope {
    return this.#scopes.get(object.scope) ?? new Scope(object.scope, new KindIndex(), { complete: this.complete });
  }

  get scopes(): readonly Scope[] {
    return [...this.#scopes.values()];
  }

  apply(changes: Iterable<Change>): Inventory {
    const latest = new Map<string, Change>();
    for (const change of changes) latest.set(`${change.object.scope}|${identityOf(change.object)}`, change);
    const objects: KubeObject[] = [];
    const removed: KubeObject[] = [];
    for (const object of this.objects) {
      const key = `${object.scope}|${identityOf(object)}`;
      const change = latest.get(key);
      if (change === undefined) objects.push(object);
      else removed.push(object);
      if (change?.type === 'set') {
        objects.push(change.object);
        latest.set(key, { type: 'delete', object: change.object });
      }
    }
    for (const change of latest.values()) if (change.type === 'set') objects.push(change.object);
    return this.#next(objects, removed, [...changes]);
  }

  #next(objects: readonly KubeObject[], removed: readonly KubeObject[], changes: readonly Change[]): Inventory {
    const set = changes.filter((change) => change.type === 'set').map((change) => change.object);
    const touched = new Set([...removed, ...set].map((object) => object.scope));
    const indexes = new Map(this.scopes.map((scope) => [scope.id, scope.index] as const));
    const here = (scope: string) => (object: KubeObject) => object.scope === scope && object.partial === undefined;
    for (const scope of touched) {
      const index = indexes.get(scope) ?? new KindIndex();
      indexes.set(scope, index.apply(removed.filter(here(scope)), set.filter(here(scope))));
    }
    return new Inventory(objects, scopesOf(indexes, this.complete), { coverage: this.coverage, complete: this.complete });
  }
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
  for (let folder = id; folder !== ''; ) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    const scope = scopes.get(folder);
    if (scope !== undefined) return scope;
  }
  return undefined;
}
