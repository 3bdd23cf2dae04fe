import type { Path } from '../path.ts';
import type { Workload } from './workload.ts';

/**
 * Where a field of a workload's pod stands in its object: `podFieldPath(workload, 'volumes', 0, 'hostPath')`. Below the pod
 * spec in most kinds; an Argo template has some fields of its pod in itself and some in its workflow.
 */
export function podFieldPath(workload: Workload, field: string, ...below: Path): Path {
  const [index, ...rest] = below;
  const item = workload.elsewhere?.get(`${field}[${index}]`);
  if (item !== undefined) return [...item, ...rest];
  return [...(workload.elsewhere?.get(field) ?? [...workload.specPath, field]), ...below];
}
