import type { AnyGap, AnyGrant, Grant } from '../authorize/decision.ts';
import type { Request } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';

/** A request that had to be allowed, and who allows it. */
export interface AllowedRequest {
  readonly request: Request;
  readonly grant: AnyGrant;
}

/** A piece of what is handed out, and the grant by which the writer holds it. */
export interface HeldPermission {
  readonly piece: PolicyRule;
  readonly grant: Grant;
}

/** Why somebody may hand out what the object grants. */
export type Proof =
  /** They may do everything. */
  | { readonly kind: 'masters' }
  /** They may `escalate` the role, or `bind` it. */
  | { readonly kind: 'verb'; readonly by: AllowedRequest }
  /** They hold all of it themselves. */
  | { readonly kind: 'held'; readonly permissions: readonly HeldPermission[] }
  /** Nothing changes but owner references and finalizers, which the garbage collector must be able to write. */
  | { readonly kind: 'housekeeping' };

/**
 * What the API server answers to a write of a role or binding. `message` is the server's, but for what it adds about bindings
 * to roles that are missing; of a binding whose `roleRef` changes it is shorter.
 */
export type WriteDecision =
  | { readonly verdict: 'allowed'; readonly requests: readonly AllowedRequest[]; readonly proof: Proof }
  | Refusal
  /** It would be refused by what is known, and nobody knows what the writer holds beside that, or what the role grants. */
  | { readonly verdict: 'unknown'; readonly reasons: readonly string[]; readonly gaps: readonly AnyGap[] };

export interface Refusal {
  readonly verdict: 'refused';
  /** The HTTP status of the answer. */
  readonly status: 400 | 403 | 404 | 422 | 500;
  readonly message: string;
  /** The request that nothing allows, where that is the reason. */
  readonly request?: Request;
  /** What the writer would hand out without holding it, piece by piece. */
  readonly uncovered: readonly PolicyRule[];
}
