import { listAt, objectAt, stringAt, workloadsOf, type KubeObject, type Workload } from '@bulwark/model';

/** The kinds of Kubernetes itself that are nothing without a pod in them. */
const POD_KINDS: ReadonlySet<string> = new Set([
  '/Pod',
  '/ReplicationController',
  'batch/Job',
  'batch/CronJob',
  ...['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'].flatMap((kind) => [`apps/${kind}`, `extensions/${kind}`]),
]);

/** From these versions on a controller's selector has no default. */
const SELECTOR_VERSIONS = new Set(['apps/v1', 'apps/v1beta2']);

/**
 * Whether `object` carries pods and lacks what the API server demands of it, so that it can only be a part of something: a
 * container without an image, no containers, a Deployment without selector or template.
 */
export function isIncompleteWorkload(object: KubeObject): boolean {
  const { apiVersion, group, kind, value } = object;
  const isPodKind = POD_KINDS.has(`${group}/${kind}`);
  if (isPodKind && SELECTOR_VERSIONS.has(apiVersion) && objectAt(value, 'spec', 'selector') === undefined) return true;
  const workloads = workloadsOf(object);
  return workloads.length === 0 ? isPodKind : workloads.some(lacksContainers);
}

function lacksContainers(workload: Workload): boolean {
  if (!workload.containers.some(({ type }) => type === 'regular')) return true;
  const { object } = workload;
  return workload.containers.some(({ name, value }) => !stringAt(value, 'image') && !isSetByTrigger(object, name));
}

/** Whether OpenShift fills in the image: a DeploymentConfig may leave it to an image change trigger. */
function isSetByTrigger({ kind, value }: KubeObject, container: string): boolean {
  if (kind !== 'DeploymentConfig') return false;
  return listAt(value, 'spec', 'triggers').some((trigger) =>
    listAt(trigger, 'imageChangeParams', 'containerNames').includes(container),
  );
}
