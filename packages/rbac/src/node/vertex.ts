import type { KubeObject, Path } from '@bulwark/model';
import { placeKey } from '../policy/place-key.ts';

/** The kinds of objects that the Node authorizer sees in relation to a node, by their resource. */
export type VertexKind =
  | 'configmaps'
  | 'nodes'
  | 'persistentvolumeclaims'
  | 'persistentvolumes'
  | 'podcertificaterequests'
  | 'pods'
  | 'resourceclaims'
  | 'resourceslices'
  | 'secrets'
  | 'serviceaccounts'
  | 'volumeattachments';

/** An object by its name; it need not exist. */
export interface Vertex {
  readonly kind: VertexKind;
  /** Empty for what has no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** That `from` belongs to `to`, which is one step nearer to a node, and the field that says so. */
export interface Edge {
  readonly from: Vertex;
  readonly to: Vertex;
  /** The object that says it: the pod, the volume, the attachment. */
  readonly object: KubeObject;
  /** The field of it. */
  readonly at: Path;
  /** What the API server fills in where the field is not written. */
  readonly filledIn?: boolean;
}

export function vertexKey(vertex: Vertex): string {
  return `${vertex.kind}/${placeKey(vertex)}`;
}

export function nodeVertex(name: string): Vertex {
  return { kind: 'nodes', namespace: '', name };
}
