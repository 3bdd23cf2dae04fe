import { argoWorkloadsOf, isArgoWorkflow } from './argo-workflow.ts';
import { objectAt, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { expandPattern } from './path-pattern.ts';
import type { Path } from '../path.ts';
import { perKind } from '../per-kind.ts';
import { containersOf } from './pod-containers.ts';
import { podKindOf } from './pod-kinds.ts';
import { podSpecsByShape } from './pod-shape.ts';
import { isPodless } from './podless-kinds.ts';
import { tektonWorkloadsOf } from './tekton.ts';
import type { Workload } from './workload.ts';

/** A dozen lookers ask for the workloads of one object, and what they keep by the workload must meet again. */
const found = new WeakMap<KubeObject, readonly Workload[]>();

type Finder = (object: KubeObject) => readonly Workload[];

/**
 * Every workload in `object`: of the kinds that are known to carry pods, where they carry them; of kinds that nobody knows,
 * by the shape of a pod template. The patterns inside a policy, and patches over pods that an operator makes, are none.
 */
export function workloadsOf(object: KubeObject): readonly Workload[] {
  const finder = finderOf(object);
  if (finder === PODLESS) return NONE;
  const known = found.get(object);
  if (known !== undefined) return known;
  const workloads = finder(object);
  // Most objects have none, and to find that out costs less than to remember it.
  if (workloads.length > 0) found.set(object, workloads);
  return workloads;
}

const NONE: readonly Workload[] = [];
const PODLESS: Finder = () => NONE;

/** Which way it is depends on nothing else. */
const finderOf = perKind((group, kind): Finder => {
  const known = podKindOf(group, kind);
  if (known !== undefined) {
    return (object) =>
      workloadsAt(
        object,
        known.specs.flatMap((pattern) => expandPattern(object.value, pattern)),
        known.role,
      );
  }
  if (isPodless(group, kind)) return PODLESS;
  if (isArgoWorkflow(group, kind)) return argoWorkloadsOf;
  if (group === 'tekton.dev') return tektonWorkloadsOf;
  const role = /Jobs?$/.test(kind) ? 'job' : 'controller';
  return (object) => workloadsAt(object, podSpecsByShape(object.value), role);
});

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
