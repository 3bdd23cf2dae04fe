import type { Binding } from '../policy/binding.ts';
import type { Role, RoleRule } from '../policy/role.ts';

/** A grant: the binding, which of its subjects means the user, and which rule of its role allows the request. */
export interface Grant {
  readonly binding: Binding;
  /** The place in `binding.subjects`. */
  readonly subject: number;
  readonly role: Role;
  readonly rule: RoleRule;
}

/** Why the answer is not known: a binding that means the user and of which nobody can say what it grants. */
export interface Gap {
  readonly binding: Binding;
  readonly subject: number | undefined;
  readonly reason: string;
}

/**
 * RBAC never denies: what it does not allow it has no opinion of, and the next authorizer is asked. `gaps` are the bindings
 * that could change the answer if somebody knew what they grant; an allowed request has none.
 */
export type Decision =
  | { readonly verdict: 'allow'; readonly grant: Grant | 'system:masters' }
  | { readonly verdict: 'no-opinion'; readonly gaps: readonly Gap[] };
