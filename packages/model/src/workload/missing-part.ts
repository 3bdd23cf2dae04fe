import { isArray, isObject, listAt, member, stringAt, valueAt, type Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { formatPath, type Path } from '../path.ts';
import { perKind } from '../per-kind.ts';

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
  const pod = podPlaceOf(object);
  if (pod === null) return undefined;
  return missingSelector(object) ?? missingPod(object, pod) ?? missingImage(object, pod);
}

/** Where a kind has its pod, and the containers of it that must have an image. */
interface PodPlace {
  readonly spec: Path;
  readonly containers: Path;
  readonly images: readonly (readonly [list: Path, word: string])[];
}

const podPlaceOf = perKind((group, kind): PodPlace | null => {
  const spec = POD_SPECS.get(`${group}/${kind}`);
  if (spec === undefined) return null;
  const containers = [...spec, 'containers'];
  const images = [
    [containers, 'container'],
    [[...spec, 'initContainers'], 'init container'],
  ] as const;
  return { spec, containers, images };
});

function missingSelector({ apiVersion, value }: KubeObject): MissingPart | undefined {
  if (!SELECTOR_VERSIONS.has(apiVersion)) return undefined;
  const spec = member(value, 'spec');
  if (!isObject(spec) || isObject(member(spec, 'selector'))) return undefined;
  return { path: ['spec', 'selector'], says: 'it has no spec.selector' };
}

function missingPod({ value }: KubeObject, { spec, containers }: PodPlace): MissingPart | undefined {
  const list = valueAt(value, containers);
  if (isArray(list) && list.some(isObject)) return undefined;
  const missing = spec.map((_, index) => spec.slice(0, index + 1)).find((way) => !isObject(valueAt(value, way)));
  const at = missing ?? containers;
  return { path: at, says: `it has no ${formatPath(at)}` };
}

function missingImage(object: KubeObject, { images }: PodPlace): MissingPart | undefined {
  for (const [path, word] of images) {
    const list = valueAt(object.value, path);
    for (let index = 0; isArray(list) && index < list.length; index++) {
      const container = list[index];
      if (!isObject(container)) continue;
      const image = member(container, 'image') ?? '';
      if ((typeof image === 'string' && image !== '') || isSetByTrigger(object, container)) continue;
      const name = stringAt(container, 'name');
      const who = name ? `${word} "${name}"` : `${word} ${formatPath([...path, index])}`;
      const what = image === '' ? 'has no image' : 'has no image that is text';
      return { path: [...path, index, 'image'], says: `${who} ${what}` };
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
