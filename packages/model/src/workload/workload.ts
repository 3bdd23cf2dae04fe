import type { Json, JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';

/** `sidecar` is an init container with `restartPolicy: Always`, which runs as long as the pod does. */
export type ContainerType = 'init' | 'sidecar' | 'regular' | 'ephemeral';

export interface Container {
  readonly type: ContainerType;
  /** The empty string where the manifest gives none. */
  readonly name: string;
  readonly value: JsonObject;
  /** From the root of the object that holds the workload. */
  readonly path: Path;
}

/**
 * Everything that carries a pod spec, seen as one thing: a Pod, a Deployment's template, an Argo Workflow's step, each
 * deployment inside a ClusterServiceVersion. All paths start at the root of `object`.
 */
export interface Workload {
  readonly object: KubeObject;
  /** The pod's labels and annotations: a template's own metadata, or a Pod's. */
  readonly metadata: Json | undefined;
  readonly metadataPath: Path;
  readonly spec: JsonObject;
  readonly specPath: Path;
  /** Init and sidecar containers, then regular, then ephemeral ones: the API server's order. */
  readonly containers: readonly Container[];
  /** What the kind demands of its pods: a bare Pod, one that a controller makes, or one that runs to its end. */
  readonly role: 'pod' | 'controller' | 'job';
  /**
   * Fields of `spec` that stand elsewhere than below `specPath`, by `field` or `field[index]`: those that an Argo template
   * sets over its workflow's. `podFieldPath` knows of them.
   */
  readonly elsewhere?: ReadonlyMap<string, Path>;
  /** Why `spec` does not decide what it leaves out: a Tekton Task's pod is described by its run. Undefined where it does. */
  readonly open?: string | undefined;
}
