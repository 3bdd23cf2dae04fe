import type { Binding } from '../policy/binding.ts';
import { principalOf, type Principal } from '../subject/subject.ts';
import { firstAllowing, type CompiledRole, type Query } from './compiled-role.ts';
import type { Grant } from './decision.ts';

/** A binding with the role that it grants. */
export interface BoundRole {
  readonly binding: Binding;
  /** The place among all bindings: upstream goes through them in this order. */
  readonly order: number;
  /** Undefined where there is no such role. */
  readonly role: CompiledRole | undefined;
  /** Why nobody can say what the binding grants, or to whom. */
  readonly unknown: string | undefined;
  readonly holders: readonly Holder[];
}

/** Whom a binding means, and the first of its subjects that says so. */
export interface Holder {
  readonly principal: Principal;
  readonly subject: number;
}

/** Each principal once. */
export function holdersOf({ subjects, namespace }: Binding): Holder[] {
  const users = new Set<string>();
  const groups = new Set<string>();
  const holders: Holder[] = [];
  for (const [subject, candidate] of subjects.entries()) {
    const principal = principalOf(candidate, namespace);
    if (principal === undefined) continue;
    const seen = principal.kind === 'user' ? users : groups;
    if (seen.has(principal.name)) continue;
    seen.add(principal.name);
    holders.push({ principal, subject });
  }
  return holders;
}

export function grantBy({ binding, role }: BoundRole, subject: number, query: Query): Grant | undefined {
  if (role === undefined) return undefined;
  const rule = firstAllowing(role, query);
  return rule && { binding, subject, role: role.role, rule };
}
