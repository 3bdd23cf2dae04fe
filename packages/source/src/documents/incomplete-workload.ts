import { isObject, listAt, objectAt, stringAt, type Json, type KubeObject, type Path } from '@bulwark/model';

const TEMPLATE: Path = ['spec', 'template', 'spec'];
const CONTROLLERS = ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'];

/** The kinds that are nothing without a pod in them, and where it stands. */
const POD_SPECS: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['/Pod', ['spec']],
  ['/ReplicationController', TEMPLATE],
  ['batch/Job', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
  ['apps.openshift.io/DeploymentConfig', TEMPLATE],
  ...CONTROLLERS.flatMap((kind) => [[`apps/${kind}`, TEMPLATE] as const, [`extensions/${kind}`, TEMPLATE] as const]),
]);

/** From these versions on a controller's selector has no default. */
const SELECTOR_VERSIONS = new Set(['apps/v1', 'apps/v1beta2']);

/**
 * Whether `object` is of a kind that carries pods and lacks what the API server demands of it, so that it can only be a part
 * of something: a container without an image, no containers, a Deployment without selector or template.
 */
export function isIncompleteWorkload(object: KubeObject): boolean {
  const path = POD_SPECS.get(`${object.group}/${object.kind}`);
  if (path === undefined) return false;
  const { value } = object;
  if (SELECTOR_VERSIONS.has(object.apiVersion) && objectAt(value, 'spec', 'selector') === undefined) return true;
  const pod = objectAt(value, ...path);
  const containers = listAt(pod, 'containers').filter(isObject);
  if (containers.length === 0) return true;
  const all = [...containers, ...listAt(pod, 'initContainers').filter(isObject)];
  return all.some((container) => !stringAt(container, 'image') && !isSetByTrigger(object, container));
}

/** Whether OpenShift fills in the image: a DeploymentConfig may leave it to an image change trigger. */
function isSetByTrigger({ kind, value }: KubeObject, container: Json): boolean {
  if (kind !== 'DeploymentConfig') return false;
  const name = stringAt(container, 'name') ?? '';
  return listAt(value, 'spec', 'triggers').some((trigger) =>
    listAt(trigger, 'imageChangeParams', 'containerNames').includes(name),
  );
}
