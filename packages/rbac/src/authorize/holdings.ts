import type { Principal } from '../subject/subject.ts';
import type { User } from '../subject/user.ts';
import type { BoundRole } from './bound-role.ts';

/** A binding that means somebody, and the first of its subjects that does; undefined where nobody can say. */
export interface Held<Subject = number> {
  readonly bound: BoundRole;
  readonly subject: Subject;
}

/** What one principal holds, by the namespace of the binding, in the order of the bindings. */
export type Holdings = ReadonlyMap<string, readonly Held[]>;

const NOTHING: readonly Held[] = [];

/** Bindings by those whom they mean. */
export class Registry {
  readonly #users = new Map<string, Map<string, Held[]>>();
  readonly #groups = new Map<string, Map<string, Held[]>>();

  add(principal: Principal, held: Held): void {
    const side = principal.kind === 'user' ? this.#users : this.#groups;
    let holdings = side.get(principal.name);
    if (holdings === undefined) side.set(principal.name, (holdings = new Map<string, Held[]>()));
    addTo(holdings, held.bound.binding.namespace, held);
  }

  /** What a user holds under the own name, and under each group. */
  of(user: User): Holdings[] {
    const found: Holdings[] = [];
    const own = this.#users.get(user.name);
    if (own !== undefined) found.push(own);
    for (const group of user.groups) {
      const shared = this.#groups.get(group);
      if (shared !== undefined) found.push(shared);
    }
    return found;
  }
}

/** What is held in a namespace: each binding once, in their order, with the first subject that means the user. */
export function heldIn(holdings: readonly Holdings[], namespace: string): readonly Held[] {
  const lists = holdings.map((holding) => holding.get(namespace)).filter((list) => list !== undefined);
  if (lists.length < 2) return lists[0] ?? NOTHING;
  const held = new Map<BoundRole, Held>();
  for (const one of lists.flat()) {
    const known = held.get(one.bound);
    if (known === undefined || one.subject < known.subject) held.set(one.bound, one);
  }
  return [...held.values()].toSorted((a, b) => a.bound.order - b.bound.order);
}

/** The cluster, which is the empty one, and then every namespace that is held in. */
export function namespacesOf(holdings: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(['', ...holdings.flatMap((holding) => [...holding.keys()])])];
}

export function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
