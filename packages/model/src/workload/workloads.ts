import { argoWorkloadsOf, isArgoWorkflow } from './argo-workflow.ts';
import { objectAt, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { expandPattern } from './path-pattern.ts';
import type { Path } from '../path.ts';
import { containersOf } from './pod-containers.ts';
import { podKindOf } from './pod-kinds.ts';
import { podSpecsByShape } from './pod-shape.ts';
import { isPodless } from './podless-kinds.ts';
import { tektonWorkloadsOf } from './tekton.ts';
import type { Workload } from './workload.ts';

/**
 * Every workload in `object`: of the kinds that are known to carry pods, where they carry them; of kinds that nobody knows,
 * by the shape of a pod template. The patterns inside a policy, and patches over pods that an operator makes, are none.
 */
export function workloadsOf(object: KubeObject): readonly Workload[] {
  const { group, kind, value } = object;
  const known = podKindOf(group, kind);
  if (known !== undefined)
    return workloadsAt(
      object,
      known.specs.flatMap((pattern) => expandPattern(value, pattern)),
      known.role,
    );
  if (isPodless(group, kind)) return [];
  if (isArgoWorkflow(group, kind)) return argoWorkloadsOf(object);
  if (group === 'tekton.dev') return tektonWorkloadsOf(object);
  return workloadsAt(object, podSpecsByShape(value), /Jobs?$/.test(kind) ? 'job' : 'controller');
}

function workloadsAt(object: KubeObject, paths: readonly Path[], role: Workload['role']): readonly Workload[] {
  return paths.flatMap((specPath) => {
    const spec = objectAt(object.value, ...specPath);
    return spec === undefined ? [] : [workloadAt(object, spec, specPath, role)];
  });
}

function workloadAt(object: KubeObject, spec: JsonObject, specPath: Path, role: Workload['role']): Workload {
  const metadataPath = [...specPath.slice(0, -1), 'metadata'];
  const metadata = objectAt(object.value, ...metadataPath);
  return { object, metadata, metadataPath, spec, specPath, containers: containersOf(spec, specPath), role };
}
