import type { AuthorizerGap } from '../authorize/authorizer-gap.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import type { NodePath } from './node-graph.ts';

/** Why the Node authorizer allows a request. */
export interface NodeGrant {
  readonly authorizer: 'Node';
  readonly node: string;
  readonly because: NodeReason;
}

export type NodeReason =
  /** The object belongs to the node, by way of a pod that runs there. */
  | { readonly kind: 'path'; readonly path: NodePath }
  /** Every node may. */
  | { readonly kind: 'rule'; readonly rule: PolicyRule }
  /** It is the node's own, by its name or by the selector of the request. */
  | { readonly kind: 'own' }
  /** Whose object it is, is for the admission plugin NodeRestriction. */
  | { readonly kind: 'left-to-admission' };

/** The Node authorizer never denies. */
export type NodeDecision =
  | { readonly verdict: 'allow'; readonly grant: NodeGrant }
  | { readonly verdict: 'no-opinion'; readonly gaps: readonly AuthorizerGap[] };
