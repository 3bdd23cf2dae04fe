import { isObject, listAt, member, objectAt, stringAt, type Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { formatPath, type Path } from '../path.ts';

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

/** A field that the API server demands and an object does not have. */
export interface MissingPart {
  readonly path: Path;
  /** `container "web" has no image`. */
  readonly says: string;
}

/**
 * What an object of a kind that carries pods lacks of what the API server demands of it, so that it can only be a part of
 * something: a container without an image, no containers, a Deployment without selector or template. Undefined where it
 * lacks nothing. kubernetes, pkg/apis/core/validation and pkg/apis/apps/validation.
 */
export function missingPart(object: KubeObject): MissingPart | undefined {
  const path = POD_SPECS.get(`${object.group}/${object.kind}`);
  if (path === undefined) return undefined;
  return missingSelector(object) ?? missingPod(object, path) ?? missingImage(object, path);
}

function missingSelector({ apiVersion, value }: KubeObject): MissingPart | undefined {
  const spec = objectAt(value, 'spec');
  if (!SELECTOR_VERSIONS.has(apiVersion) || spec === undefined || isObject(member(spec, 'selector'))) return undefined;
  return { path: ['spec', 'selector'], says: 'it has no spec.selector' };
}

function missingPod({ value }: KubeObject, path: Path): MissingPart | undefined {
  const containers = [...path, 'containers'];
  if (listAt(value, ...containers).some(isObject)) return undefined;
  const missing = path.map((_, index) => path.slice(0, index + 1)).find((way) => objectAt(value, ...way) === undefined);
  const at = missing ?? containers;
  return { path: at, says: `it has no ${formatPath(at)}` };
}

function missingImage(object: KubeObject, path: Path): MissingPart | undefined {
  for (const [field, word] of [
    ['containers', 'container'],
    ['initContainers', 'init container'],
  ] as const) {
    const list = [...path, field];
    for (const [index, container] of listAt(object.value, ...list).entries()) {
      if (!isObject(container) || stringAt(container, 'image') || isSetByTrigger(object, container)) continue;
      const name = stringAt(container, 'name');
      const who = name ? `${word} "${name}"` : `${word} ${formatPath([...list, index])}`;
      const image = member(container, 'image') ?? '';
      const what = image === '' ? 'has no image' : 'has no image that is text';
      return { path: [...list, index, 'image'], says: `${who} ${what}` };
    }
  }
  return undefined;
}

/** Whether OpenShift fills in the image: a DeploymentConfig may leave it to an image change trigger. */
function isSetByTrigger({ kind, value }: KubeObject, container: Json): boolean {
  if (kind !== 'DeploymentConfig') return false;
  const name = stringAt(container, 'name') ?? '';
  return listAt(value, 'spec', 'triggers').some((trigger) =>
    listAt(trigger, 'imageChangeParams', 'containerNames').includes(name),
  );
}
