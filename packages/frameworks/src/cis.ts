import { CONTROL_PLANE } from './cis/control-plane.ts';
import { NODES } from './cis/nodes.ts';
import { POLICIES } from './cis/policies.ts';
import type { Framework } from './framework.ts';

/** The ids of version 1.12, for Kubernetes 1.32 to 1.34; all words are our own. */
export const CIS: Framework = {
  id: 'cis-1.12',
  title: 'CIS Kubernetes Benchmark 1.12',
  reference: 'https://www.cisecurity.org/benchmark/kubernetes',
  requirement: 'cis',
  rows: [...CONTROL_PLANE, ...NODES, ...POLICIES],
  // The benchmark demands it of every pod, whatever its namespace says.
  parameters: { 'pod-security/restricted': { everywhere: true } },
};
