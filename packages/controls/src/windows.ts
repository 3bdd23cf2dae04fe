import { podOs, stringAt, type Workload } from '@bulwark/model';

const OS_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/**
 * Whether the pod runs on Windows nodes alone, where Linux users and capabilities have no meaning: by `spec.os`, or, as
 * was usual before that field, by its node selector.
 */
export function runsOnWindows(workload: Workload): boolean {
  const os = podOs(workload);
  if (os !== undefined) return os === 'windows';
  return OS_LABELS.some((label) => stringAt(workload.spec, 'nodeSelector', label) === 'windows');
}
