import type { Principal } from '../subject/subject.ts';
import { MASTERS, type User } from '../subject/user.ts';
import { grantBy, type BoundRole } from './bound-role.ts';
import type { Query } from './compiled-role.ts';
import type { Gap, Grant } from './decision.ts';

export interface WhoCanOptions {
  /** Identities known with their groups, as the service accounts of a cluster are: each is told with what its groups may. */
  readonly members?: Iterable<User>;
}

/** Who may do something. */
export interface WhoCan {
  /** In the order in which the bindings name them; `system:masters` first, which may do everything without one. */
  readonly allowed: readonly Allowed[];
  /** The bindings of which nobody can say what they grant, or to whom. */
  readonly gaps: readonly Gap[];
}

/** A service account is the user of its name, whether a binding names it as `User` or as `ServiceAccount`. */
export interface Allowed {
  readonly principal: Principal;
  /** By each binding that allows it, in upstream's order. */
  readonly grants: readonly (Grant | typeof MASTERS)[];
}

/** Who may do what is asked by these bindings, which are in upstream's order. */
export function whoCan(bindings: readonly BoundRole[], query: Query, { members = [] }: WhoCanOptions): WhoCan {
  const found = new FoundPrincipals();
  const gaps: Gap[] = [];
  for (const [rank, bound] of bindings.entries()) {
    if (bound.unknown !== undefined) gaps.push({ binding: bound.binding, subject: undefined, reason: bound.unknown });
    const grant = grantBy(bound, 0, query);
    if (grant === undefined) continue;
    for (const { principal, subject } of bound.holders) found.add(principal, { rank, grant: { ...grant, subject } });
  }
  found.spread(members);
  return { allowed: found.all(), gaps };
}

interface Ranked {
  readonly rank: number;
  readonly grant: Grant | typeof MASTERS;
}

class FoundPrincipals {
  readonly #users = new Map<string, Ranked[]>();
  readonly #groups = new Map<string, Ranked[]>();
  readonly #order: Principal[] = [];

  constructor() {
    this.add({ kind: 'group', name: MASTERS }, { rank: -1, grant: MASTERS });
  }

  add(principal: Principal, ranked: Ranked): void {
    const side = principal.kind === 'user' ? this.#users : this.#groups;
    const known = side.get(principal.name);
    if (known !== undefined) {
      known.push(ranked);
      return;
    }
    side.set(principal.name, [ranked]);
    this.#order.push(principal);
  }

  /** Gives users what the groups have in which they are. */
  spread(members: Iterable<User>): void {
    for (const { name, groups } of members) {
      const own = this.#users.get(name);
      const lists = [...new Set(groups)].map((group) => this.#groups.get(group)).filter((list) => list !== undefined);
      if (lists.length === 0) continue;
      this.#users.set(name, merged(own === undefined ? lists : [own, ...lists]));
      if (own === undefined) this.#order.push({ kind: 'user', name });
    }
  }

  all(): Allowed[] {
    return this.#order.map((principal) => {
      const side = principal.kind === 'user' ? this.#users : this.#groups;
      return { principal, grants: (side.get(principal.name) ?? []).map(({ grant }) => grant) };
    });
  }
}

/** Each binding once, by the first subject that means somebody. */
function merged(lists: readonly Ranked[][]): Ranked[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  const byRank = new Map<number, Ranked>();
  for (const ranked of lists.flat()) {
    const known = byRank.get(ranked.rank);
    if (known === undefined || subjectOf(ranked) < subjectOf(known)) byRank.set(ranked.rank, ranked);
  }
  return [...byRank.values()].toSorted((a, b) => a.rank - b.rank);
}

function subjectOf({ grant }: Ranked): number {
  return grant === MASTERS ? 0 : grant.subject;
}
