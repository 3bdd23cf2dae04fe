import { labelsOf, objectAt, type KubeObject, type Scope, type Workload } from '@bulwark/model';
import { serviceSelector } from '../service/selected-workloads.ts';

interface Selecting {
  readonly service: KubeObject;
  readonly wanted: readonly (readonly [key: string, value: string])[];
}

const KNOWN = new WeakMap<Scope, Map<string, readonly Selecting[]>>();
const NONE: readonly KubeObject[] = [];

/** The Services of its namespace that send connections to a workload's pods. */
export function servicesOf(workload: Workload, scope: Scope): readonly KubeObject[] {
  const services = selectingIn(scope, workload.object.namespace);
  if (services.length === 0) return NONE;
  const labels = labelsOf(objectAt(workload.metadata, 'labels'));
  return services
    .filter(({ wanted }) => wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value))
    .map(({ service }) => service);
}

function selectingIn(scope: Scope, namespace: string | undefined): readonly Selecting[] {
  let byNamespace = KNOWN.get(scope);
  if (byNamespace === undefined) KNOWN.set(scope, (byNamespace = new Map()));
  const known = byNamespace.get(namespace ?? '');
  if (known !== undefined) return known;
  const made = [...scope.inNamespace('', 'Service', namespace)].flatMap((service) => {
    const selector = serviceSelector(service);
    return selector === undefined ? [] : [{ service, wanted: Object.entries(selector) }];
  });
  byNamespace.set(namespace ?? '', made);
  return made;
}
