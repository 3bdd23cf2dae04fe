import { refOf, type Evidence, type KubeObject } from '@bulwark/model';
import { counted, listed } from '../wording.ts';

const SHOWN = 3;

/** `5 workloads in it: Deployment "a", Deployment "b", Deployment "c" and 2 more`, at the first of them; none for none. */
export function workloadEvidence(workloads: readonly KubeObject[], what: string): readonly Evidence[] {
  const [first] = workloads;
  if (first === undefined) return [];
  const names = workloads.slice(0, SHOWN).map((workload) => `${workload.kind} "${workload.name}"`);
  const more = workloads.length - names.length;
  const text = `${counted(workloads.length, 'workload')} ${what}: ${listed(more > 0 ? [...names, `${more} more`] : names)}`;
  return [{ text, object: refOf(first), path: ['metadata', 'name'] }];
}
