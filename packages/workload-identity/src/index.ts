export { CLOUD_GROUP, CLOUD_KINDS, cloudExports, roleName, type CloudExport, type CloudKind } from './cloud-object.ts';
export { roleArn, roleArnProblem, type RoleArn } from './aws/arn.ts';
export { trustPolicy, type Condition, type Statement, type TrustPolicy } from './aws/trust-policy.ts';
export { trustedAccounts, type TrustedAccounts } from './aws/trusted-accounts.ts';
export { mayAssumeWithToken, type AwsDecision, type WebIdentity } from './aws/web-identity.ts';
export { actsAs, gcpPolicy, type GcpGrant, type GcpPolicy } from './gcp/iam-policy.ts';
export { federatedCredential, type FederatedCredential } from './azure/federated-credential.ts';
export {
  AZURE_CLIENT,
  AZURE_TENANT,
  AZURE_USE,
  claimProblem,
  claimsOf,
  GCP_ACCOUNT,
  hasAnnotation,
  ROLE_ARN,
  ROLE_AUDIENCE,
  uuidProblem,
  type Cloud,
  type IdentityClaim,
} from './claim.ts';
export { globText } from './glob.ts';
export { accountOf, subjectOf, type AccountRef } from './subject/account.ts';
export {
  breadthOf,
  holds,
  patternText,
  subjectPatterns,
  widest,
  type Breadth,
  type SubjectPattern,
} from './subject/subject-pattern.ts';
export { cloudSide, possibleIssuers, type AwsRole, type CloudSide } from './join/cloud-side.ts';
export { joinIdentities } from './join/join-identities.ts';
export type { Identities, IdentityEdge, Mechanism, OpenTrust, Source } from './join/identity-edge.ts';
