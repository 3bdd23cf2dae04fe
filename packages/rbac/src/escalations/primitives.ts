import type { Primitive } from './primitive.ts';
import { disarmAdmission, mutatingWebhook, validatingWebhook } from './primitives/admission.ts';
import { bindRole } from './primitives/bind-role.ts';
import { clientCertificate, signCertificate } from './primitives/certificates.ts';
import { createWorkload } from './primitives/create-workload.ts';
import { escalateRole } from './primitives/escalate-role.ts';
import { everything } from './primitives/everything.ts';
import { impersonateGroups, impersonateServiceAccounts, impersonateUsers } from './primitives/impersonate.ts';
import { mintLegacyToken } from './primitives/mint-legacy-token.ts';
import { mintToken } from './primitives/mint-token.ts';
import { namespaceGuard } from './primitives/namespace-guard.ts';
import { nodeProxy } from './primitives/node-proxy.ts';
import { nodeFiles, placePod, stealPods } from './primitives/nodes.ts';
import { readSecrets } from './primitives/read-secrets.ts';
import { changePod, debugPod, execInPod } from './primitives/running-pods.ts';
import { apiService, conversionWebhook, externalAddress, openNetwork, reachPod, redirectService } from './primitives/traffic.ts';

/** All of them, the shortest ways to the most first. */
export const PRIMITIVES: readonly Primitive[] = [
  everything,
  escalateRole,
  bindRole,
  impersonateGroups,
  impersonateUsers,
  impersonateServiceAccounts,
  mintToken,
  mintLegacyToken,
  createWorkload,
  execInPod,
  debugPod,
  changePod,
  nodeProxy,
  readSecrets,
  clientCertificate,
  signCertificate,
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
];
