export {
  resourceRequest,
  resourceWithSubresource,
  urlRequest,
  type Request,
  type ResourceRequest,
  type UrlRequest,
} from './request.ts';
export { requestInfo, type RequestInfo } from './request/request-info.ts';
export { policyRule, type PolicyRule } from './rule/policy-rule.ts';
export { ruleAllows, urlMatches } from './rule/rule-allows.ts';
export { principalOf, type Principal, type Subject } from './subject/subject.ts';
export {
  ANONYMOUS,
  AUTHENTICATED,
  authenticatedUser,
  implicitGroups,
  MASTERS,
  NODES,
  SERVICE_ACCOUNTS,
  serviceAccountName,
  splitServiceAccountName,
  UNAUTHENTICATED,
  type ServiceAccountRef,
  type User,
} from './subject/user.ts';
export type { Role, RoleRule, RuleSource } from './policy/role.ts';
export type { Binding, RoleRef } from './policy/binding.ts';
export type { PolicySet } from './policy/policy-set.ts';
export { Policy } from './policy/policy.ts';
export { readRole } from './read/read-role.ts';
export { readBinding } from './read/read-binding.ts';
export { readPolicy, type ReadPolicyOptions } from './read/read-policy.ts';
export type { AnyGap, AnyGrant, AuthorizerGrant, BoundGrant, ChainDecision, Decision, Gap, Grant } from './authorize/decision.ts';
export type { AuthorizerGap } from './authorize/authorizer-gap.ts';
export { authorizersOf, authorizersOfModes, modeProblems, type Authorizer } from './chain/authorizer.ts';
export type { Asker } from './chain/condition-fields.ts';
export { AuthorizerChain, authorizerOf, type Authorizers, type Others } from './chain/authorizer-chain.ts';
export { NodeAuthorizer, type NodeAuthorizerOptions } from './node/node-authorizer.ts';
export type { NodeDecision, NodeGrant, NodeReason } from './node/node-decision.ts';
export type { NodePath } from './node/node-graph.ts';
export type { NodeReach, Reached } from './node/node-reach.ts';
export type { Edge as NodeEdge, Vertex as NodeVertex, VertexKind as NodeVertexKind } from './node/vertex.ts';
export { defaultsOf, kubeadmDefaultsOf } from './defaults/defaults.ts';
export { ResourceCatalogue } from './resources.ts';
export { requestWords, resourceWords, ruleWords } from './words.ts';
export { applicable, authorizeNaively } from './authorize/naive.ts';
export { RbacIndex, type Grants, type Rules } from './authorize/rbac-index.ts';
export type { Allowed, WhoCan, WhoCanOptions } from './authorize/who-can.ts';
export { rulesReview, type RulesReview } from './authorize/rules-review.ts';
export { findEscalations, type EscalationOptions } from './escalations/find-escalations.ts';
export { PROOF_NAME } from './escalations/rbac-objects.ts';
export type { Escalation, Escalations, Path, Step } from './escalations/escalation.ts';
export type { Position } from './escalations/position.ts';
export type { Act, Permission, Primitive } from './escalations/primitive.ts';
export { identityKey, representative, type Identity } from './escalations/identity.ts';
export { authorityOf, naiveAuthority, type Authority, type UserRules } from './authorize/authority.ts';
export { breakdown } from './covers/breakdown.ts';
export { coverOf, covers, type Cover, type HeldPiece } from './covers/covers.ts';
export { compactRules, ruleText } from './covers/compact-rules.ts';
export { mayWriteRole, type RoleChange } from './writes/role-write.ts';
export { mayWriteBinding, type BindingChange } from './writes/binding-write.ts';
export type { AllowedRequest, HeldPermission, Proof, Refusal, WriteDecision } from './writes/write-decision.ts';
export { reasonOf } from './authorize/reason.ts';
export {
  mayImpersonate,
  type Impersonation,
  type ImpersonationAttempt,
  type ImpersonationDecision,
} from './impersonation/may-impersonate.ts';
export type { ImpersonationMode } from './impersonation/modes.ts';
export type { WantedUser } from './impersonation/wanted-user.ts';
export { secondaryChecks, type Deed, type OwnerResource, type SecondaryCheck } from './secondary/secondary-checks.ts';
