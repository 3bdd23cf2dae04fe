import type { Policy } from '../policy/policy.ts';
import type { User } from '../subject/user.ts';
import { holdersOf, type BoundRole } from './bound-role.ts';
import type { Compiler } from './compiled-role.ts';
import type { Gap } from './decision.ts';
import { addTo, heldIn, namespacesOf, Registry, type Holdings } from './holdings.ts';
import { notKnown, subjectsUnknown } from './not-known.ts';

/** The bindings of a policy: by namespace, and by those whom they mean. */
export class BoundRoles {
  /** By namespace, which is empty for those of the cluster. */
  readonly #all = new Map<string, BoundRole[]>();
  readonly #granting = new Registry();
  readonly #unknown = new Registry();
  /** Those of which nobody can say whom they mean, by namespace. */
  readonly #toAnybody = new Map<string, BoundRole[]>();
  #gaps = false;

  constructor(policy: Policy, compiler: Compiler) {
    const roles = new Map(policy.roles.map((role) => [role, compiler.role(role)]));
    for (const [order, binding] of policy.bindings.entries()) {
      const role = policy.roleOf(binding);
      const unknown = notKnown(policy, binding, role);
      this.#add({ binding, order, role: role && roles.get(role), unknown, holders: holdersOf(binding) });
    }
  }

  in(namespace: string): readonly BoundRole[] {
    return this.#all.get(namespace) ?? [];
  }

  heldBy(user: User): Holdings[] {
    return this.#granting.of(user);
  }

  /** What is not known of what a user holds in these namespaces; in all of them where none are named. */
  gapsOf(user: User, namespaces?: readonly string[]): readonly Gap[] {
    if (!this.#gaps) return [];
    const holdings = this.#unknown.of(user);
    return (namespaces ?? namespacesOf([...holdings, this.#toAnybody])).flatMap((namespace) => {
      const toAnybody = (this.#toAnybody.get(namespace) ?? []).map((bound) => ({ bound, subject: undefined }));
      return [...heldIn(holdings, namespace), ...toAnybody]
        .toSorted((a, b) => a.bound.order - b.bound.order)
        .flatMap(({ bound: { binding, unknown }, subject }) =>
          unknown === undefined ? [] : [{ binding, subject, reason: unknown }],
        );
    });
  }

  #add(bound: BoundRole): void {
    const { namespace } = bound.binding;
    addTo(this.#all, namespace, bound);
    if (bound.unknown !== undefined) this.#gaps = true;
    if (subjectsUnknown(bound.binding)) addTo(this.#toAnybody, namespace, bound);
    for (const { principal, subject } of bound.holders) {
      if (bound.role !== undefined) this.#granting.add(principal, { bound, subject });
      if (bound.unknown !== undefined) this.#unknown.add(principal, { bound, subject });
    }
  }
}
