import { stringAt, type KubeObject } from '@bulwark/model';

/** Labels that name the application of a workload, the widest word first. */
const LABELS: readonly string[] = ['app.kubernetes.io/part-of', 'app.kubernetes.io/instance', 'app'];

/** The names of the applications that workloads say they belong to, each once, in order. */
export function applicationsOf(workloads: readonly KubeObject[]): readonly string[] {
  const names = new Set<string>();
  for (const { value } of workloads) {
    for (const label of LABELS) {
      const name = stringAt(value, 'metadata', 'labels', label);
      if (name === undefined || name === '') continue;
      names.add(name);
      break;
    }
  }
  return [...names].toSorted();
}
