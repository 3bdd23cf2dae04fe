import type { Dice } from '../dice.ts';
import { allContainers, child, list, type Draft } from './pod.ts';
import { VOLUMES } from './volumes.ts';

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'net.ipv4.tcp_congestion_control',
  'kernel.msgmax',
  'kernel/shm_rmid_forced',
  'net.core.somaxconn',
];

const SECCOMP_VALUES = 'runtime/default docker/default localhost/a unconfined unconfined other ';
/** Values of annotations, the empty one too. */
export const SECCOMP_ANNOTATIONS: readonly string[] = SECCOMP_VALUES.split(' ');

/** Changes of the pod as a whole: what a check looks at, in good and bad values. */
export const POD_TWISTS: readonly ((dice: Dice, draft: Draft) => void)[] = [
  function hostNamespaces(dice, { spec }) {
    for (const name of dice.some(['hostNetwork', 'hostPID', 'hostIPC'], 0.5)) spec[name] = dice.chance(0.8);
  },
  function volumes(dice, { spec }) {
    const volumeList = list(spec, 'volumes');
    for (let count = 1 + dice.below(3); count > 0; count--) {
      volumeList.push({ name: `v${volumeList.length}`, ...dice.pick(VOLUMES) });
    }
  },
  function sysctls(dice, { podContext }) {
    const names = new Set(Array.from({ length: 1 + dice.below(3) }, () => dice.pick(SYSCTLS)));
    list(podContext, 'sysctls').push(...Array.from(names, (name) => ({ name, value: '1' })));
  },
  function hostUsers(dice, { spec }) {
    spec['hostUsers'] = dice.chance(0.2);
  },
  function hostProcess(dice, draft) {
    // All its containers or none, on the host's network: validation lets nothing else pass.
    const contexts = dice.chance(0.6) ? [draft.podContext] : allContainers(draft).map((each) => child(each, 'securityContext'));
    const value = dice.chance(0.7);
    for (const context of contexts) child(context, 'windowsOptions')['hostProcess'] = dice.chance(0.97) ? value : !value;
    if (value && dice.chance(0.9)) draft.spec['hostNetwork'] = true;
  },
  function seccompOfPodByAnnotation(dice, { annotations }) {
    annotations['seccomp.security.alpha.kubernetes.io/pod'] = dice.pick(SECCOMP_ANNOTATIONS);
  },
];
