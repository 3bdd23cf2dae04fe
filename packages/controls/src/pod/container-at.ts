import { valueAt, type Container, type Path, type Workload } from '@bulwark/model';
import type { PodContainer } from '@bulwark/pod-security';
import { pathInObject } from '@bulwark/pod-security';
import type { Failure } from '../control.ts';
import { nameOf } from '../wording.ts';

/** The container that a field stands in; undefined for a field of the pod. */
export function containerAt({ containers }: Workload, field: Path): Container | undefined {
  return containers.find(({ path }) => path.length <= field.length && path.every((step, index) => field[index] === step));
}

/** Where a container stands that Pod Security has read. */
export function placeOfContainer(workload: Workload, { list, index }: PodContainer): Path {
  return pathInObject(workload, ['spec', list, index]);
}

/** The container that Pod Security has read, as the workload has it; undefined for an item that is none. */
export function containerRead(workload: Workload, container: PodContainer): Container | undefined {
  // Put together of several places, a pod has its containers where they come from.
  if (workload.elsewhere !== undefined) return containerAt(workload, placeOfContainer(workload, container));
  const { list, index } = container;
  return workload.containers.find(({ path }) => path.at(-1) === index && path.at(-2) === list);
}

/** Who a field belongs to, as a message says it. */
export function ownerOf(workload: Workload, field: Path): string {
  const container = containerAt(workload, field);
  return container === undefined ? 'the pod' : nameOf(container);
}

const PRIVILEGED: Path = ['securityContext', 'privileged'];

export function isPrivileged(container: Container | undefined): boolean {
  return container !== undefined && valueAt(container.value, PRIVILEGED) === true;
}

/** A privileged container has it all, whatever such a field says: only the privilege is worth a word. */
export function moot(container: Container | undefined): Failure['severity'] {
  if (!isPrivileged(container)) return undefined;
  return { level: 'info', reason: 'the container runs privileged, which leaves nothing for the field to take away' };
}
