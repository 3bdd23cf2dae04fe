import { podFieldPath, type Container, type JsonObject, type Path, type Workload } from '@bulwark/model';
import type { PodParts } from './pod-parts.ts';

/** The pod of a workload, before defaults: a Pod itself, or the template that a controller makes its pods from. */
export function podOfWorkload(workload: Workload): PodParts {
  return { metadata: workload.metadata, spec: specOf(workload), isTemplate: workload.role !== 'pod' };
}

/** Where a field of that pod stands in the object that holds the workload. */
export function pathInObject(workload: Workload, path: Path): Path {
  const [part, field] = path;
  if (part === 'metadata') return [...workload.metadataPath, ...path.slice(1)];
  if (typeof field !== 'string') return workload.specPath;
  if (workload.elsewhere === undefined) return workload.specPath.concat(path.slice(1));
  const rest = path.slice(2);
  const [index, ...below] = rest;
  const container = typeof index === 'number' ? listed(workload, field)?.[index] : undefined;
  return container === undefined ? podFieldPath(workload, field, ...rest) : [...container.path, ...below];
}

/** A pod that is put together of several places has its containers in the workload alone, under the names that they get. */
function specOf(workload: Workload): JsonObject {
  if (workload.elsewhere === undefined) return workload.spec;
  const named = (field: string): readonly JsonObject[] =>
    (listed(workload, field) ?? []).map(({ name, value }) => ({ ...value, name }));
  return { ...workload.spec, initContainers: named('initContainers'), containers: named('containers') };
}

/** The containers of one of the lists, in its order; undefined for a field that is no such list. */
function listed({ containers }: Workload, field: string): readonly Container[] | undefined {
  if (field === 'initContainers') return containers.filter(({ type }) => type === 'init' || type === 'sidecar');
  return field === 'containers' ? containers.filter(({ type }) => type === 'regular') : undefined;
}
