import type { Pod } from '../pod/pod.ts';
import type { Check, Forbidden } from './check.ts';

/** In the order in which upstream names them. */
const FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

/** The namespaces of the node are not the pod's. */
export const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  remedy: 'remove hostNetwork, hostPID and hostIPC',
  reads: FIELDS.map((field) => `spec.${field}`),
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  if (!pod.hostNetwork && !pod.hostPID && !pod.hostIPC) return undefined;
  const set = FIELDS.filter((field) => pod[field]);
  return {
    reason: 'host namespaces',
    detail: set.map((field) => `${field}=true`).join(', '),
    fields: set.map((field) => ['spec', field]),
  };
}
