import type { NodePath } from './node-graph.ts';
import type { Vertex, VertexKind } from './vertex.ts';

export interface Reached {
  readonly namespace: string;
  readonly name: string;
  /** The shortest way to it, from the node on. */
  readonly path: NodePath;
}

/** What belongs to a node, whether it exists or not; the nearest first. */
export interface NodeReach {
  readonly pods: readonly Reached[];
  readonly secrets: readonly Reached[];
  readonly configMaps: readonly Reached[];
  readonly persistentVolumeClaims: readonly Reached[];
  readonly persistentVolumes: readonly Reached[];
  readonly resourceClaims: readonly Reached[];
  readonly resourceSlices: readonly Reached[];
  readonly volumeAttachments: readonly Reached[];
  readonly podCertificateRequests: readonly Reached[];
  /** The node may make a token of each, for a pod of its own as NodeRestriction sees to. */
  readonly serviceAccounts: readonly Reached[];
}

export function nodeReach(around: Iterable<{ readonly object: Vertex; readonly path: NodePath }>): NodeReach {
  const reached = new Map<VertexKind, Reached[]>();
  for (const { object, path } of around) {
    const list = reached.get(object.kind) ?? [];
    list.push({ namespace: object.namespace, name: object.name, path });
    reached.set(object.kind, list);
  }
  const of = (kind: VertexKind): readonly Reached[] => reached.get(kind) ?? [];
  return {
    pods: of('pods'),
    secrets: of('secrets'),
    configMaps: of('configmaps'),
    persistentVolumeClaims: of('persistentvolumeclaims'),
    persistentVolumes: of('persistentvolumes'),
    resourceClaims: of('resourceclaims'),
    resourceSlices: of('resourceslices'),
    volumeAttachments: of('volumeattachments'),
    podCertificateRequests: of('podcertificaterequests'),
    serviceAccounts: of('serviceaccounts'),
  };
}
