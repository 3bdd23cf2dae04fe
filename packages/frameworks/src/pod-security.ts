import { CHECKS, type Check, type CheckId } from '@bulwark/pod-security';
import type { Framework, Row } from './framework.ts';

const SEE = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** What holds where a check passes, and the fields at which its violations stand. */
const WORDS: Readonly<Record<CheckId, readonly [title: string, ...fields: string[]]>> = {
  allowPrivilegeEscalation: ['Containers cannot gain privileges', 'allowPrivilegeEscalation'],
  appArmorProfile: ['AppArmor stays on', 'appArmorProfile', 'container.apparmor.security.beta.kubernetes.io'],
  capabilities_baseline: ['Containers add only harmless capabilities', 'capabilities'],
  capabilities_restricted: ['Containers drop all capabilities', 'capabilities'],
  hostNamespaces: ["Pods do not share their node's namespaces", 'hostNetwork', 'hostPID', 'hostIPC'],
  hostPathVolumes: ["Pods do not mount their node's disk", 'hostPath'],
  hostPorts: ['Containers take no ports of the node', 'hostPort'],
  hostProbesAndHostLifecycle: ['Probes and lifecycle handlers name no other host', 'httpGet', 'tcpSocket'],
  privileged: ['No container is privileged', 'privileged'],
  procMount: ['/proc is masked', 'procMount'],
  procMount_restricted: ['/proc is masked, in user namespaces too', 'procMount'],
  restrictedVolumes: ['Volumes are of kinds that stay in the pod', 'volumes'],
  runAsNonRoot: ['Containers must not run as root', 'runAsNonRoot'],
  runAsUser: ['Containers do not ask to run as user 0', 'runAsUser'],
  seLinuxOptions: ['SELinux options stay within those of containers', 'seLinuxOptions'],
  seccompProfile_baseline: [
    'Seccomp is not turned off',
    'seccompProfile',
    'seccomp.security.alpha.kubernetes.io',
    'container.seccomp.security.alpha.kubernetes.io',
  ],
  seccompProfile_restricted: ['A seccomp profile is set', 'seccompProfile'],
  sysctls: ['Pods set only safe kernel parameters', 'sysctls'],
  windowsHostProcess: ['No HostProcess containers on Windows', 'windowsOptions'],
};

const BASELINE = CHECKS.filter(({ level }) => level === 'baseline').map(rowOf);
const RESTRICTED = CHECKS.filter(({ level }) => level === 'restricted').map(rowOf);

/** Each row is decided by the standard's own check, also where other controls judge the same field. */
const EVERYTHING = { 'pod-security/baseline': { everything: true } } as const;

/**
 * The standards are decided check by check, as the API server decides them: by the two controls that ask its own checks, and
 * by no other control that comes near.
 */
export const PSS_BASELINE: Framework = {
  id: 'pss-baseline',
  title: 'Pod Security Standards, baseline',
  reference: `${SEE}#baseline`,
  requirement: undefined,
  rows: BASELINE,
  parameters: EVERYTHING,
};

export const PSS_RESTRICTED: Framework = {
  id: 'pss-restricted',
  title: 'Pod Security Standards, restricted',
  reference: `${SEE}#restricted`,
  requirement: undefined,
  rows: [...BASELINE, ...RESTRICTED],
  parameters: { ...EVERYTHING, 'pod-security/restricted': { everywhere: true } },
};

function rowOf({ id, level }: Check): Row {
  const [title, ...fields] = WORDS[id];
  const isBaseline = level === 'baseline';
  return {
    id,
    title,
    section: isBaseline ? 'Baseline' : 'Restricted',
    otherwise: 'manual',
    controls: [isBaseline ? 'pod-security/baseline' : 'pod-security/restricted'],
    fields,
  };
}
