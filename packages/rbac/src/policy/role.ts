import type { KubeObject, Labels, Selector } from '@bulwark/model';
import type { PolicyRule } from '../rule/policy-rule.ts';

/** A Role (with its namespace) or a ClusterRole (whose namespace is empty). */
export interface Role {
  readonly kind: 'Role' | 'ClusterRole';
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** The rules as they hold: of an aggregated ClusterRole those that the controller fills in. */
  readonly rules: readonly RoleRule[];
  /** The selectors of an aggregated ClusterRole; undefined where the role is none. */
  readonly aggregates: readonly Selector[] | undefined;
  /** Undefined for a role that the API server brings itself. */
  readonly object: KubeObject | undefined;
  /** Why the API server refuses the role as it is written: what it grants is not known. */
  readonly unreadable: string | undefined;
}

/** A rule and where it is written, which for an aggregated role is another role. */
export interface RoleRule {
  readonly rule: PolicyRule;
  /** Undefined where the role itself writes it. */
  readonly from: RuleSource | undefined;
  /** The place in `rules` of the role that writes it. */
  readonly index: number;
}

export interface RuleSource {
  readonly name: string;
  readonly object: KubeObject | undefined;
}
