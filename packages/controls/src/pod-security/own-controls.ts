import type { CheckId } from '@bulwark/pod-security';
import type { Failure } from '../control.ts';
import { listed } from '../wording.ts';

/**
 * The checks that controls of their own judge, in words and with a severity of their own. Where no namespace demands the
 * level, the baseline leaves them to those, and what is restricted is said a second time only as information.
 */
export const OWN_CONTROLS: Readonly<Partial<Record<CheckId, readonly string[]>>> = {
  allowPrivilegeEscalation: ['pod/privilege-escalation'],
  appArmorProfile: ['pod/apparmor-unconfined'],
  capabilities_baseline: ['pod/added-capabilities'],
  capabilities_restricted: ['pod/added-capabilities', 'pod/kept-capabilities'],
  hostNamespaces: ['pod/host-namespaces'],
  hostPathVolumes: ['volume/host-path'],
  hostPorts: ['pod/host-port'],
  privileged: ['pod/privileged'],
  procMount: ['pod/proc-mount'],
  runAsNonRoot: ['pod/run-as-root'],
  runAsUser: ['pod/run-as-root'],
  seLinuxOptions: ['pod/selinux-options'],
  seccompProfile_baseline: ['pod/seccomp-unconfined'],
  seccompProfile_restricted: ['pod/seccomp-missing', 'pod/seccomp-unconfined'],
  sysctls: ['pod/unsafe-sysctls'],
  windowsHostProcess: ['pod/windows-host-process'],
};

/** The severity of what is said a second time; undefined where no other control says it. */
export function saidElsewhere(id: CheckId): Failure['severity'] {
  const own = OWN_CONTROLS[id];
  if (own === undefined) return undefined;
  return { level: 'info', reason: `${listed(own)} ${own.length > 1 ? 'judge it by themselves' : 'judges it by itself'}` };
}
