import type { SmallGrant } from '../../../packages/rbac/src/testing/small-policy.ts';

/**
 * The rules that a service account is given, each by a binding of its own; in its namespace where nothing else is said. In all
 * texts `{ns}` is the namespace.
 */
export interface EscalationCase {
  readonly id: string;
  readonly everywhere?: boolean;
  readonly rules: readonly string[];
  readonly since?: number;
  readonly before?: number;
  /** A binding names an account that is not there. */
  readonly gone?: boolean;
  /** What others are given: the proof fails without it too. */
  readonly others?: readonly SmallGrant[];
  /** What it is bound to beside, which the requests do not need. */
  readonly bound?: readonly SmallGrant[];
  /** Roles that are there, by their rules. */
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  /** What it can read in the end. */
  readonly reads?: string;
}
