import type { Hazard, Path, Workload } from '@bulwark/model';
import type { CheckId } from '@bulwark/pod-security';
import { containerAt } from '../pod/container-at.ts';
import {
  asNonRoot,
  asOtherUser,
  withFilter,
  withoutCapabilities,
  withoutCapability,
  withoutGain,
  withoutPrivilege,
} from './container.ts';
import {
  PROBES_THE_POD,
  WITH_APPARMOR,
  WITH_MASKED_PROC,
  WITHOUT_HOST_PORT,
  WITHOUT_HOST_PROCESS,
  WITHOUT_SELINUX_TYPE,
  WITHOUT_SHARED,
  WITHOUT_SYSCTL,
} from './pod.ts';

/** What may break where a pod is made to pass a check of Pod Security, by the fields that the check blames. */
export function hazardsOf(check: CheckId, fields: readonly Path[], workload: Workload): readonly Hazard[] {
  const [first = []] = fields;
  const container = containerAt(workload, first) ?? workload.containers[0];
  switch (check) {
    case 'allowPrivilegeEscalation':
      return withoutGain(workload, container);
    case 'appArmorProfile':
      return WITH_APPARMOR;
    case 'capabilities_baseline':
      return withoutCapability(workload, container);
    case 'capabilities_restricted':
      return [
        ...(fields.some((path) => path.at(-1) === 'drop') ? withoutCapabilities(workload, container) : []),
        ...(fields.some((path) => path.at(-1) !== 'drop') ? withoutCapability(workload, container) : []),
      ];
    case 'hostNamespaces':
      return fields.flatMap((path) => WITHOUT_SHARED[path.at(-1) as keyof typeof WITHOUT_SHARED] ?? []);
    case 'hostPorts':
      return WITHOUT_HOST_PORT;
    case 'hostProbesAndHostLifecycle':
      return PROBES_THE_POD;
    case 'privileged':
      return withoutPrivilege(workload, container);
    case 'procMount':
    case 'procMount_restricted':
      return WITH_MASKED_PROC;
    case 'runAsNonRoot':
      return asNonRoot(workload, container);
    case 'runAsUser':
      return asOtherUser(workload, container);
    case 'seLinuxOptions':
      return WITHOUT_SELINUX_TYPE;
    case 'seccompProfile_baseline':
    case 'seccompProfile_restricted':
      return withFilter(workload, container);
    case 'sysctls':
      return WITHOUT_SYSCTL;
    case 'windowsHostProcess':
      return WITHOUT_HOST_PROCESS;
    case 'hostPathVolumes':
    case 'restrictedVolumes':
      return NOT_MOUNTED;
  }
}

/** A volume goes only where no container mounts it. */
const NOT_MOUNTED: readonly Hazard[] = [
  {
    what: 'a container that a webhook or an operator adds to the pod finds no such volume',
    check: 'kubectl get pod -o yaml shows no volumeMount of that name in a pod that runs',
  },
];
