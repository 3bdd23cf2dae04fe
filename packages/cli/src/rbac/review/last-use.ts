import { BindingUses, together, type BindingUse, type HeldBinding, type SubjectLog, type Use } from '@bulwark/least-privilege';
import { MASTERS, type Principal, type Role } from '@bulwark/rbac';
import type { Logs } from '../read-logs.ts';

/** How often, and when first and last where the log says times (RFC 3339, UTC). */
export interface Seen {
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
}

/** What a log says of an identity; without `seen`, nothing. */
export interface IdentityUse {
  readonly seen?: Seen;
  /** Others did all of it in its name. */
  readonly onlyImpersonated?: true;
  /** Of a group: the users that were seen in it, the first by name. */
  readonly members?: readonly string[];
  readonly memberCount?: number;
  /** Client certificates that it came with. */
  readonly certificates?: Seen & { readonly distinct: number };
}

/** What a log says of the use of a binding by an identity. */
export interface EntitlementUse extends Partial<Seen> {
  readonly verdict: BindingUse['verdict'];
  /** Why the log cannot say. */
  readonly reason?: string;
}

/** Somebody whom the log shows and no manifest. */
export interface Stranger {
  readonly user: string;
  readonly groups: readonly string[];
  readonly use: IdentityUse;
}

export interface LogFile {
  readonly path: string;
  readonly sha256?: string;
  readonly events: number;
  readonly unreadable: number;
  readonly from?: string;
  readonly to?: string;
}

/** Which logs were read. */
export interface LogEvidence {
  readonly files: readonly LogFile[];
  readonly from?: string;
  readonly to?: string;
  /** Whether any event says with which credential somebody came. */
  readonly saysCredentials: boolean;
}

const MEMBERS_SHOWN = 20;
/** Who is in these is no news. */
const IMPLICIT = /^system:(?:authenticated|unauthenticated|nodes|serviceaccounts(?::.*)?)$/;

/** What logs say of who used what. */
export class LastUses {
  readonly #logs: Logs;
  readonly #bindings: BindingUses;

  constructor(logs: Logs) {
    this.#logs = logs;
    this.#bindings = new BindingUses(logs.observations);
  }

  ofIdentity({ kind, name }: Principal): IdentityUse {
    const { observations } = this.#logs;
    if (kind === 'user') {
      const log = observations.subjects.get(name);
      return log === undefined ? {} : useOf(log);
    }
    const use = observations.usedByGroup(name);
    if (use === undefined) return {};
    if (IMPLICIT.test(name)) return { seen: seenOf(use) };
    const members = this.#bindings.membersOf(name).map(({ username }) => username);
    return { seen: seenOf(use), members: members.toSorted().slice(0, MEMBERS_SHOWN), memberCount: members.length };
  }

  ofEntitlement(whom: Principal, held: HeldBinding, role: Role | undefined): EntitlementUse {
    const subject = held.binding.subjects[held.subject];
    // Its members are asked no rule, so that the server names none.
    if (subject?.kind === 'Group' && subject.name === MASTERS)
      return { verdict: 'unknown', reason: `the server names no binding for ${MASTERS}` };
    const found = this.#bindings.of(whom, held, role);
    if (found.verdict === 'never') return found;
    return found.verdict === 'unknown' ? found : { verdict: found.verdict, ...seenOf(found.use) };
  }

  /** Users whom the log shows and who are not among these. */
  strangers(known: ReadonlySet<string>): readonly Stranger[] {
    return [...this.#logs.observations.subjects.values()]
      .filter((log) => !known.has(log.username) && useOf(log).seen !== undefined)
      .map((log) => ({ user: log.username, groups: [...log.groups].toSorted(), use: useOf(log) }))
      .toSorted((a, b) => (a.user < b.user ? -1 : 1));
  }

  get evidence(): LogEvidence {
    const { observations, logs } = this.#logs;
    const { window } = observations;
    return {
      files: logs.map(({ path, counts, window: own, sha256 }) => ({
        path,
        ...(sha256 !== undefined && { sha256 }),
        events: counts.events,
        unreadable: counts.bad,
        ...(own !== undefined && { from: instant(own.first), to: instant(own.last) }),
      })),
      ...(window !== undefined && { from: instant(window.first), to: instant(window.last) }),
      saysCredentials: [...observations.subjects.values()].some(({ certificates }) => certificates.size > 0),
    };
  }
}

function useOf({ signedIn, impersonated, certificates }: SubjectLog): IdentityUse {
  const [own, others] = [signedIn.use, impersonated.use];
  const came = together([...certificates.values()].map(({ use }) => use));
  if (own.count + others.count === 0) return {};
  return {
    seen: seenOf(own.count === 0 ? others : own),
    ...(own.count === 0 && { onlyImpersonated: true }),
    ...(came !== undefined && { certificates: { distinct: certificates.size, ...seenOf(came) } }),
  };
}

function seenOf({ count, first, last }: Use): Seen {
  return {
    count,
    ...(first !== undefined && { first: instant(first) }),
    ...(last !== undefined && { last: instant(last) }),
  };
}

/** To the second, which is all that a reviewer asks for. */
function instant(micros: number): string {
  return `${new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, -5)}Z`;
}
