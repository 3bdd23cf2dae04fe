import type { Primitive } from './primitive.ts';
import { disarmAdmission, mutatingWebhook, validatingWebhook } from './primitives/admission.ts';
import { bootstrapToken } from './primitives/bootstrap-token.ts';
import { bindRole } from './primitives/bind-role.ts';
import { clientCertificate, signCertificate } from './primitives/certificates.ts';
import { constrainedImpersonation } from './primitives/constrained-impersonation.ts';
import { createWorkload } from './primitives/create-workload.ts';
import { clusterConfiguration } from './primitives/cluster-configuration.ts';
import { aggregateRole } from './primitives/aggregate-role.ts';
import { escalateRole } from './primitives/escalate-role.ts';
import { applyByOperator, runByOperator } from './primitives/deputies.ts';
import { everything } from './primitives/everything.ts';
import { impersonateGroups, impersonateServiceAccounts, impersonateUsers } from './primitives/impersonate.ts';
import { mintLegacyToken } from './primitives/mint-legacy-token.ts';
import { mintToken } from './primitives/mint-token.ts';
import { namespaceGuard } from './primitives/namespace-guard.ts';
import { nodeProxy } from './primitives/node-proxy.ts';
import { nodeFacts, nodeFiles, placePod, stealPods } from './primitives/nodes.ts';
import { readSecrets } from './primitives/read-secrets.ts';
import { changePod, debugPod, execInPod } from './primitives/running-pods.ts';
import {
  apiService,
  conversionWebhook,
  externalAddress,
  hijackRoute,
  openNetwork,
  reachPod,
  redirectService,
  referenceGrant,
} from './primitives/traffic.ts';
import { askReviews, serverInsides } from './primitives/reviews.ts';
import { takeOverAccount } from './primitives/take-over-account.ts';
import { csiDriver, hostVolume, snapshotContent, storageClass } from './primitives/volumes.ts';
import { poisonRevision, readLogs, stealLease, stopWorkloads } from './primitives/workload-life.ts';
import { trustBundle } from './primitives/trust-bundle.ts';
import { useConstraints } from './primitives/use-constraints.ts';

/** All of them, the shortest ways to the most first. */
export const PRIMITIVES: readonly Primitive[] = [
  everything,
  escalateRole,
  bindRole,
  impersonateGroups,
  impersonateUsers,
  impersonateServiceAccounts,
  constrainedImpersonation,
  mintToken,
  mintLegacyToken,
  createWorkload,
  runByOperator,
  applyByOperator,
  takeOverAccount,
  execInPod,
  debugPod,
  changePod,
  nodeProxy,
  readSecrets,
  clientCertificate,
  signCertificate,
  trustBundle,
  bootstrapToken,
  mutatingWebhook,
  validatingWebhook,
  disarmAdmission,
  apiService,
  conversionWebhook,
  stealPods,
  placePod,
  nodeFiles,
  namespaceGuard,
  redirectService,
  externalAddress,
  openNetwork,
  reachPod,
  clusterConfiguration,
  hostVolume,
  snapshotContent,
  csiDriver,
  useConstraints,
  aggregateRole,
  poisonRevision,
  hijackRoute,
  referenceGrant,
  storageClass,
  stealLease,
  stopWorkloads,
  readLogs,
  nodeFacts,
  askReviews,
  serverInsides,
];
