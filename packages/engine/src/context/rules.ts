import { reachedFromOutside, REACHING_KINDS } from '@bulwark/controls';
import { isObject, member, type KubeObject } from '@bulwark/model';
import type { ContextRule } from './context-rule.ts';

/** What a container that somebody has broken into can reach of its node. */
const NODE_ACCESS: readonly string[] = [
  'pod/privileged',
  'pod/host-namespaces',
  'pod/host-port',
  'pod/run-as-root',
  'pod/privilege-escalation',
  'pod/added-capabilities',
  'pod/kept-capabilities',
  'pod/writable-root-filesystem',
  'pod-security/*',
  'volume/*',
];

/** What makes of a program that somebody has broken into a node or a cluster that he has broken into. */
const WAYS_ON: readonly string[] = [
  'pod/privileged',
  'pod/host-namespaces',
  'pod/added-capabilities',
  'pod/proc-mount',
  'pod/seccomp-unconfined',
  'pod/apparmor-unconfined',
  'pod/windows-host-process',
  'volume/host-path-writable',
  'volume/host-path-sensitive',
  'volume/runtime-socket',
  'volume/cloud-credentials',
  'image/known-vulnerable',
  'image/eol',
];

/** Everything that is judged of a pod. */
const PODS: readonly string[] = [
  'pod/*',
  'pod-security/*',
  'volume/*',
  'image/*',
  'resources/*',
  'service-account/*',
  'workload/*',
];

const SYSTEM = 'kube-system';

/** The only ways in which what stands around an object moves a severity. */
export const CONTEXT_RULES: readonly ContextRule[] = [
  {
    id: 'node-agent',
    step: 'better',
    controls: NODE_ACCESS,
    when: `a DaemonSet in ${SYSTEM}`,
    why: 'network, storage and monitoring agents are there to reach their node, and only those who administer the cluster can put one there',
    holds: ({ kind, group, namespace }) =>
      kind === 'DaemonSet' && group === 'apps' && namespace === SYSTEM
        ? `a DaemonSet in ${SYSTEM} is an agent of its node, which it has to reach`
        : undefined,
  },
  {
    id: 'not-running',
    step: 'better',
    controls: PODS,
    when: 'a workload with `replicas: 0`, or a CronJob or Job with `suspend: true`',
    why: 'nothing of it runs until somebody changes it',
    holds: idleReason,
  },
  {
    id: 'reached-from-outside',
    step: 'worse',
    controls: WAYS_ON,
    when: 'a workload that a public load balancer, a port of the nodes, an Ingress or a route leads to',
    why: 'what is reached from outside is attacked first',
    reads: REACHING_KINDS,
    holds: (object, scope) => {
      const way = reachedFromOutside(object, scope);
      return way === undefined ? undefined : `it is reached from outside by ${way}`;
    },
  },
];

function idleReason({ value, kind, group }: KubeObject): string | undefined {
  const spec = member(value, 'spec');
  if (!isObject(spec)) return undefined;
  if (member(spec, 'replicas') === 0) return 'it has no replicas: nothing of it runs';
  const suspended = group === 'batch' && (kind === 'CronJob' || kind === 'Job') && member(spec, 'suspend') === true;
  return suspended ? 'it is suspended: nothing of it runs' : undefined;
}
