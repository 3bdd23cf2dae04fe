import type { Workload } from '@bulwark/model';
import type { Pod, PodContainer } from '@bulwark/pod-security';
import { counted, namesAmong } from '../wording.ts';
import { containerRead } from './container-at.ts';

/** What stands between a container and the kernel, as the manifest says it: the container's own word over the pod's. */
export function seccompOf(pod: Pod, { security }: PodContainer): string | undefined {
  return security.seccompType ?? pod.security.seccompType;
}

export const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * By the field, or by the older annotation for the container, which the server copies into the field. What is no profile
 * names none.
 */
export function appArmorOf(pod: Pod, { name, security }: PodContainer): string | undefined {
  const { annotations } = pod;
  const annotation = annotations.size === 0 ? '' : (annotations.get(APPARMOR_ANNOTATION + name) ?? '');
  return security.appArmorType ?? (isProfile(annotation) ? annotation : pod.security.appArmorType);
}

function isProfile(annotation: string): boolean {
  return annotation === 'runtime/default' || annotation === 'unconfined' || annotation.startsWith('localhost/');
}

export function isUnconfined(profile: string | undefined): boolean {
  return profile === undefined || profile === 'Unconfined' || profile === 'unconfined';
}

/** Whether SELinux options say how the container is confined; spc_t says that it is not. */
export function hasSELinux(pod: Pod, { security }: PodContainer): boolean {
  const options = security.seLinux ?? pod.security.seLinux;
  return options !== undefined && options.type !== 'spc_t';
}

const NONE: readonly PodContainer[] = [];

/** The containers that lack something; mostly a walk that makes nothing. */
export function lacking(pod: Pod, lacks: (pod: Pod, container: PodContainer) => boolean): readonly PodContainer[] {
  let found: PodContainer[] | undefined;
  for (const container of pod.containers) if (lacks(pod, container)) (found ??= []).push(container);
  return found ?? NONE;
}

/** How a message names them. */
export function whoLacks(workload: Workload, lack: readonly PodContainer[]): string {
  const found = lack.flatMap((container) => containerRead(workload, container) ?? []);
  return found.length < lack.length ? counted(lack.length, 'container') : namesAmong(workload, found);
}
