import type { Container, Hazard, Path, Workload } from '@bulwark/model';
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

/** A volume goes only where no container mounts it. */
const NOT_MOUNTED: readonly Hazard[] = [
  {
    what: 'a container that a webhook or an operator adds to the pod finds no such volume',
    check: 'kubectl get pod -o yaml shows no volumeMount of that name in a pod that runs',
  },
];

type OfFields = (workload: Workload, container: Container | undefined, fields: readonly Path[]) => readonly Hazard[];

const onlyDrop = (path: Path): boolean => path.at(-1) === 'drop';

const BY_CHECK: Readonly<Record<CheckId, readonly Hazard[] | OfFields>> = {
  allowPrivilegeEscalation: withoutGain,
  appArmorProfile: WITH_APPARMOR,
  capabilities_baseline: withoutCapability,
  capabilities_restricted: (workload, container, fields) => [
    ...(fields.some(onlyDrop) ? withoutCapabilities(workload, container) : []),
    ...(fields.every(onlyDrop) ? [] : withoutCapability(workload, container)),
  ],
  hostNamespaces: (_workload, _container, fields) =>
    fields.flatMap((path) => WITHOUT_SHARED[path.at(-1) as keyof typeof WITHOUT_SHARED] ?? []),
  hostPathVolumes: NOT_MOUNTED,
  hostPorts: WITHOUT_HOST_PORT,
  hostProbesAndHostLifecycle: PROBES_THE_POD,
  privileged: withoutPrivilege,
  procMount: WITH_MASKED_PROC,
  procMount_restricted: WITH_MASKED_PROC,
  restrictedVolumes: NOT_MOUNTED,
  runAsNonRoot: asNonRoot,
  runAsUser: asOtherUser,
  seLinuxOptions: WITHOUT_SELINUX_TYPE,
  seccompProfile_baseline: withFilter,
  seccompProfile_restricted: withFilter,
  sysctls: WITHOUT_SYSCTL,
  windowsHostProcess: WITHOUT_HOST_PROCESS,
};

/** What may break where a pod is made to pass a check of Pod Security, by the fields that the check blames. */
export function hazardsOf(check: CheckId, fields: readonly Path[], workload: Workload): readonly Hazard[] {
  const hazards = BY_CHECK[check];
  if (typeof hazards !== 'function') return hazards;
  const [first = []] = fields;
  return hazards(workload, containerAt(workload, first) ?? workload.containers[0], fields);
}
