import { asCreated } from '@bulwark/pod-security';
import { stringAt, type Json, type JsonObject } from '@bulwark/model';
import type { Fields } from '../pods/pod.ts';
import type { Workload } from '../pods/workloads.ts';
import type { Asked } from './asked.ts';

const DRY_RUN = 'dryRun=All&fieldValidation=Strict';

/** The creation of a pod, dry. */
export function podCreation(namespace: string, pod: Fields): Asked {
  const { metadata, spec } = pod as { readonly metadata: JsonObject; readonly spec: Json };
  const object = { ...(pod as JsonObject), ...asCreated({ metadata, spec }) } as Json;
  return {
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods?${DRY_RUN}`,
    body: pod,
    request: { operation: 'CREATE', group: '', resource: 'pods', namespace, name: stringAt(metadata, 'name') ?? '', object },
  };
}

/** The creation of what makes pods, dry. */
export function workloadCreation(namespace: string, { object, name, group, resource, path }: Workload): Asked {
  return {
    method: 'POST',
    path: `${path(namespace)}?${DRY_RUN}`,
    body: object,
    request: { operation: 'CREATE', group, resource, namespace, name, object: object as Json },
  };
}
