import type { Primitive } from './primitive.ts';
import { bindRole } from './primitives/bind-role.ts';
import { createWorkload } from './primitives/create-workload.ts';
import { escalateRole } from './primitives/escalate-role.ts';
import { everything } from './primitives/everything.ts';
import { impersonateGroups, impersonateServiceAccounts, impersonateUsers } from './primitives/impersonate.ts';
import { mintLegacyToken } from './primitives/mint-legacy-token.ts';
import { mintToken } from './primitives/mint-token.ts';
import { nodeProxy } from './primitives/node-proxy.ts';
import { readSecrets } from './primitives/read-secrets.ts';
import { changePod, debugPod, execInPod } from './primitives/running-pods.ts';

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
];
