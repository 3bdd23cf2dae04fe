import type { Pod } from '../pod/pod.ts';
import type { Check, Forbidden, PodRule } from './check.ts';
import { podContextField } from './offenders.ts';

const SAFE_1_0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SAFE_1_27 = [...SAFE_1_0, 'net.ipv4.ip_local_reserved_ports'];
const SAFE_1_29 = [
  ...SAFE_1_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SAFE_1_32 = [...SAFE_1_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const SAFE_1_37 = [...SAFE_1_32, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'];

/** Those that are safe in the newest version. */
export const SAFE_SYSCTLS: ReadonlySet<string> = new Set(SAFE_1_37);

/** Kernel parameters are set only where they are the pod's own and do no harm to others. */
export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  remedy: 'remove the sysctls, or have the node set them',
  reads: ['spec.securityContext.sysctls'],
  versions: [
    { since: 0, forbids: othersThan(SAFE_1_0), stricter: true },
    { since: 27, forbids: othersThan(SAFE_1_27), stricter: false },
    { since: 29, forbids: othersThan(SAFE_1_29), stricter: false },
    { since: 32, forbids: othersThan(SAFE_1_32), stricter: false },
    { since: 37, forbids: othersThan(SAFE_1_37), stricter: false },
  ],
};

function othersThan(safe: readonly string[]): PodRule {
  const allowed: ReadonlySet<string> = new Set(safe);
  return (pod) => forbids(pod, allowed);
}

function forbids({ security }: Pod, allowed: ReadonlySet<string>): Forbidden | undefined {
  const bad = security.sysctls.filter((name) => !allowed.has(name));
  if (bad.length === 0) return undefined;
  return {
    reason: 'forbidden sysctls',
    detail: bad.join(', ').toWellFormed(),
    fields: security.sysctls.flatMap((name, index) => (allowed.has(name) ? [] : [podContextField('sysctls', index, 'name')])),
  };
}
