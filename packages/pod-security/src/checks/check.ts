import type { Path } from '@bulwark/model';
import type { Level } from '../level.ts';
import type { Pod } from '../pod/pod.ts';

/** Upstream's names of its checks. */
export type CheckId =
  | 'allowPrivilegeEscalation'
  | 'appArmorProfile'
  | 'capabilities_baseline'
  | 'capabilities_restricted'
  | 'hostNamespaces'
  | 'hostPathVolumes'
  | 'hostPorts'
  | 'hostProbesAndHostLifecycle'
  | 'privileged'
  | 'procMount'
  | 'procMount_restricted'
  | 'restrictedVolumes'
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'seLinuxOptions'
  | 'seccompProfile_baseline'
  | 'seccompProfile_restricted'
  | 'sysctls'
  | 'windowsHostProcess';

/** Why a check forbids a pod, in upstream's words. */
export interface Forbidden {
  readonly reason: string;
  readonly detail: string;
  /** The fields that are to blame, from the pod: those that are set wrongly, or where what is missing would stand. */
  readonly fields: readonly Path[];
}

export type PodRule = (pod: Pod) => Forbidden | undefined;

/** What a check demands from one version of Kubernetes on. Old versions never change. */
export interface CheckVersion {
  /** The minor version that begins it. */
  readonly since: number;
  readonly forbids: PodRule;
  /** Checks of the baseline that this one stands in for. */
  readonly overrides?: readonly CheckId[];
  /** Whether it forbids what no version before it did. */
  readonly stricter: boolean;
}

export interface Check {
  readonly id: CheckId;
  /** The level that begins with it: a check of the baseline holds for restricted pods as well. */
  readonly level: Exclude<Level, 'privileged'>;
  /** What to do about it, as one clause. */
  readonly remedy: string;
  /** The fields that it reads, from the pod, lists without their indexes; every list of containers is `containers`. */
  readonly reads: readonly string[];
  /** Ascending. */
  readonly versions: readonly CheckVersion[];
}

/** The fields below every container, and what names the container in a message. */
export function inContainers(...fields: readonly string[]): readonly string[] {
  return ['name', ...fields].map((field) => `spec.containers.${field}`);
}

/** A field of the pod's security context and of every container's. */
export function inSecurityContexts(field: string): readonly string[] {
  return [`spec.securityContext.${field}`, ...inContainers(`securityContext.${field}`)];
}
