import type { Binding } from '../policy/binding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { principalOf } from '../subject/subject.ts';
import type { AtomTable } from './atoms.ts';
import { capabilitiesOf, type Capabilities } from './capabilities.ts';
import { identityKey, type Identity } from './identity.ts';

/** A role that is bound to somebody. */
export interface Bound {
  readonly binding: Binding;
  /** The place in `binding.subjects`. */
  readonly subject: number;
  readonly role: Role;
  readonly capabilities: Capabilities;
}

/** What one subject of bindings is given, in the order of the policy. */
export interface Given {
  readonly identity: Identity;
  readonly cluster: Bound[];
  readonly byNamespace: Map<string, Bound[]>;
}

/** Whom the bindings of a policy mean, and what each of them is given. Bindings without a known role give nothing. */
export class GrantsIndex {
  readonly #given = new Map<string, Given>();
  readonly #capabilities = new Map<Role, Capabilities>();
  readonly #table: AtomTable;

  constructor(policy: Policy, table: AtomTable) {
    this.#table = table;
    for (const binding of policy.bindings) {
      const role = policy.roleOf(binding);
      const capabilities = role === undefined ? undefined : this.capabilities(role);
      const seen = new Set<string>();
      for (const [subject, written] of binding.subjects.entries()) {
        const identity = principalOf(written, binding.namespace);
        if (identity === undefined) continue;
        const key = identityKey(identity);
        if (seen.has(key)) continue;
        seen.add(key);
        const given = this.#givenTo(identity, key);
        if (role !== undefined && capabilities !== undefined) add(given, { binding, subject, role, capabilities });
      }
    }
  }

  /** Everybody whom a binding names. */
  get all(): Iterable<Given> {
    return this.#given.values();
  }

  of(identity: Identity): Given | undefined {
    return this.#given.get(identityKey(identity));
  }

  capabilities(role: Role): Capabilities {
    let known = this.#capabilities.get(role);
    if (known === undefined) this.#capabilities.set(role, (known = capabilitiesOf(role, this.#table)));
    return known;
  }

  #givenTo(identity: Identity, key: string): Given {
    let given = this.#given.get(key);
    if (given === undefined) this.#given.set(key, (given = { identity, cluster: [], byNamespace: new Map() }));
    return given;
  }
}

export function add(given: Given, bound: Bound): void {
  const { namespace } = bound.binding;
  if (namespace === '') {
    given.cluster.push(bound);
    return;
  }
  const there = given.byNamespace.get(namespace);
  if (there === undefined) given.byNamespace.set(namespace, [bound]);
  else there.push(bound);
}
