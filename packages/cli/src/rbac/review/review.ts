import type { PolicyRule } from '@bulwark/rbac';
import type { Delta } from './delta.ts';
import type { Judged } from './judge-decisions.ts';
import type { Population } from './population.ts';
import type { Risk } from './risk.ts';

export const REVIEW_FORMAT = 'bulwark.dev/access-review/v1';

/** One role that an identity is bound to: what a reviewer keeps, changes or takes away. */
export interface Entitlement {
  /** `RoleBinding shop/deployers`. */
  readonly binding: string;
  readonly role: string;
  /** Where it holds: a namespace, or empty for the whole cluster. */
  readonly namespace: string;
  /** The group through which the identity has it; absent where the binding names the identity itself. */
  readonly through?: string;
  /** Whether the API server brings the binding itself. */
  readonly default: boolean;
  readonly risk: Risk | 'unknown';
  /** Why it weighs that much, or why nobody can say. */
  readonly because: string;
  readonly words: readonly string[];
  readonly rules: readonly PolicyRule[];
  readonly file?: string;
  readonly line?: number;
}

export interface Owner {
  readonly name: string;
  /** What says so. */
  readonly from: string;
}

/** A user, a group or a service account, and what it may do. */
export interface Identity {
  /** The folder whose files make up the cluster; empty for the whole input. */
  readonly cluster: string;
  /** `ServiceAccount shop/api`, `User jane`, `Group developers`. */
  readonly id: string;
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
  /** Of a service account: whether the manifests hold the object. */
  readonly declared?: boolean;
  /** Whether the API server alone gives it rights. */
  readonly default: boolean;
  readonly risk: Risk;
  /** Whether it may have more than is shown, because a role is not among the manifests. */
  readonly atLeast: boolean;
  readonly because: readonly string[];
  readonly owner?: Owner;
  readonly groups: readonly string[];
  readonly entitlements: readonly Entitlement[];
  /** Bindings by which every API server gives some rights to everybody in its groups. */
  readonly everybody: readonly string[];
}

export interface ReviewScope {
  readonly namespaces?: readonly string[];
  readonly privileged?: true;
}

/** An access review as plain data: what its exports show. */
export interface Review {
  readonly format: typeof REVIEW_FORMAT;
  readonly tool: { readonly name: 'bulwark'; readonly version: string };
  /** The day of the review, where it was said. */
  readonly at?: string;
  readonly scope: ReviewScope;
  readonly population: Population;
  readonly identities: readonly Identity[];
  readonly decisions?: Judged;
  readonly delta?: Delta;
}

/** What names an entitlement: whose it is, and by which binding. */
export function entitlementKey(cluster: string, identity: string, binding: string): string {
  return JSON.stringify([cluster, identity, binding]);
}

/** What somebody must decide: what the manifests give to the identity by name. What it has through a group is the group's. */
export function decidable({ entitlements }: Identity): readonly Entitlement[] {
  return entitlements.filter((each) => each.through === undefined && !each.default);
}
