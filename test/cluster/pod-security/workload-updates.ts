import type { Json } from '@bulwark/model';
import type { Dice } from '../dice.ts';
import type { Fields } from '../pods/pod.ts';
import type { Workload } from '../pods/workloads.ts';
import type { Asked } from './asked.ts';

/** A workload that is there: how it was made, and as the server has it. */
export interface StoredWorkload {
  readonly workload: Workload;
  readonly namespace: string;
  readonly stored: Fields;
}

const SCALED: readonly string[] = ['deployments', 'statefulsets', 'replicasets', 'replicationcontrollers'];
/** They have no status. */
const PLAIN: readonly string[] = ['podtemplates'];

/** The workload so that nothing runs, and no controller changes it while it is looked at. */
export function atRest({ object, resource, ...workload }: Workload): Workload {
  const spec = (object['spec'] ?? {}) as Fields;
  const rest = SCALED.includes(resource) ? { replicas: 0 } : resource.endsWith('jobs') ? { suspend: true } : undefined;
  return { ...workload, resource, object: rest === undefined ? object : { ...object, spec: { ...spec, ...rest } } };
}

/** A dry update of a workload: another pod in its template, or a change that is not looked at. */
export function workloadUpdate(dice: Dice, { workload, namespace, stored }: StoredWorkload, next: Workload): Asked {
  const { name, group, resource } = workload;
  const subresources = [
    '',
    '',
    '',
    ...(SCALED.includes(resource) ? ['scale'] : []),
    ...(PLAIN.includes(resource) ? [] : ['status']),
  ];
  const subresource = dice.pick(subresources);
  const changed = dice.chance(0.8) ? withTemplateOf(stored, next.object) : withLabel(stored);
  const body = subresource === 'scale' ? scaleOf(name, namespace) : subresource === 'status' ? withLabel(stored) : changed;
  return {
    method: 'PUT',
    path: `${workload.path(namespace)}/${name}${subresource === '' ? '' : `/${subresource}`}?dryRun=All&fieldValidation=Strict`,
    body,
    request: {
      operation: 'UPDATE',
      group,
      resource,
      subresource,
      namespace,
      name,
      object: body as Json,
      oldObject: stored as Json,
    },
  };
}

function scaleOf(name: string, namespace: string): Fields {
  return { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name, namespace }, spec: { replicas: 1 } };
}

function withLabel(object: Fields): Fields {
  const metadata = object['metadata'] as Fields;
  return { ...object, metadata: { ...metadata, labels: { changed: 'x' } } };
}

/** With the template of the other one, of the same kind. */
function withTemplateOf(object: Fields, other: Fields): Fields {
  if (other['template'] !== undefined) return { ...object, template: other['template'] };
  const [spec, otherSpec] = [object['spec'] as Fields, other['spec'] as Fields];
  if (otherSpec['jobTemplate'] !== undefined) return { ...object, spec: { ...spec, jobTemplate: otherSpec['jobTemplate'] } };
  return { ...object, spec: { ...spec, template: otherSpec['template'] } };
}
