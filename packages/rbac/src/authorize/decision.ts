import type { Binding } from '../policy/binding.ts';
import type { NodeGrant } from '../node/node-decision.ts';
import type { Role, RoleRule } from '../policy/role.ts';
import type { AuthorizerGap } from './authorizer-gap.ts';

/** A role that is bound to a user, by a binding and the first of its subjects that means the user. */
export interface BoundGrant {
  /** Its namespace is where the role holds; empty over the whole cluster. */
  readonly binding: Binding;
  /** The place in `binding.subjects`. */
  readonly subject: number;
  readonly role: Role;
}

/** What allows a request: a role that is bound to the user, and the rule of it. */
export interface Grant extends BoundGrant {
  readonly rule: RoleRule;
}

/** Why the answer is not known: a binding that means the user, or may, and of which nobody can say what it grants. */
export interface Gap {
  readonly binding: Binding;
  /** Undefined where nobody can say whom the binding means, or where nobody in particular is asked about. */
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

/** What another authorizer than RBAC allows a request by. */
export type AuthorizerGrant = NodeGrant | { readonly authorizer: 'AlwaysAllow' };

/** What allows a request, whoever says so. */
export type AnyGrant = Grant | AuthorizerGrant | 'system:masters';

export type AnyGap = Gap | AuthorizerGap;

/**
 * The answer of all authorizers together. Nobody denies but webhooks, which cannot be asked; that one denies is known only where
 * its own conditions fail.
 */
export type ChainDecision =
  | { readonly verdict: 'allow'; readonly grant: AnyGrant }
  | { readonly verdict: 'no-opinion'; readonly gaps: readonly AnyGap[]; readonly deniedBy?: AuthorizerGap };
