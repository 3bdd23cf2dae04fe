import { isObject, listAt, member, stringAt, workloadsOf, type KubeObject, type Workload } from '@bulwark/model';

const CONTROLLERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * Whether `object` carries pods and lacks what the API server demands of it, so that it can only be a part of something: a
 * container without an image, no containers, a Deployment without selector or template.
 */
export function isIncompleteWorkload(object: KubeObject): boolean {
  if (object.group === 'apps' && CONTROLLERS.has(object.kind)) {
    const spec = member(object.value, 'spec');
    if (!isObject(member(spec, 'selector')) || !isObject(member(spec, 'template'))) return true;
  }
  return workloadsOf(object).some(lacksContainers);
}

function lacksContainers(workload: Workload): boolean {
  if (listAt(workload.spec, 'containers').length === 0) return true;
  return workload.containers.some((container) => !stringAt(container.value, 'image'));
}
