import type { PolicyRule } from '@bulwark/rbac';
import type { EntitlementUse, IdentityUse } from './last-use.ts';
import type { Risk } from './risk.ts';

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
  /** What the log says of its use, where one was read. */
  readonly use?: EntitlementUse;
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
  /** What the log says of it, where one was read. */
  readonly use?: IdentityUse;
  readonly entitlements: readonly Entitlement[];
  /** Bindings by which every API server gives some rights to everybody in its groups. */
  readonly everybody: readonly string[];
}

/** What names an entitlement: whose it is, and by which binding. */
export function entitlementKey(cluster: string, identity: string, binding: string): string {
  return JSON.stringify([cluster, identity, binding]);
}

/** What somebody must decide: what the manifests give to the identity by name. What it has through a group is the group's. */
export function decidable({ entitlements }: Identity): readonly Entitlement[] {
  return entitlements.filter((each) => each.through === undefined && !each.default);
}
