import type { KubeObject } from '@bulwark/model';
import { edgesOf } from './edges.ts';
import { nodeVertex, vertexKey, type Edge, type Vertex } from './vertex.ts';

/** The way from an object to a node, from the node on: the first step is what stands on the node. */
export type NodePath = readonly Edge[];

const NONE: readonly Edge[] = [];

/**
 * Which objects belong to which node: secret → pod → node, secret → volume → claim → pod → node
 * (kubernetes/plugin/pkg/auth/authorizer/node, graph.go).
 */
export class NodeGraph {
  readonly #towards = new Map<string, Edge[]>();
  readonly #away = new Map<string, Edge[]>();

  constructor(objects: Iterable<KubeObject>, minor: number) {
    const all = [...objects];
    for (const edge of edgesOf(all, minor)) {
      add(this.#towards, vertexKey(edge.from), edge);
      add(this.#away, vertexKey(edge.to), edge);
    }
  }

  /** The shortest way from an object to a node, told from the node on; undefined where there is none. */
  pathTo(node: string, object: Vertex): NodePath | undefined {
    const goal = vertexKey(nodeVertex(node));
    const ways: { readonly at: Vertex; readonly way: NodePath }[] = [{ at: object, way: NONE }];
    const seen = new Set([vertexKey(object)]);
    for (const { at, way } of ways) {
      for (const edge of this.#towards.get(vertexKey(at)) ?? NONE) {
        const key = vertexKey(edge.to);
        if (key === goal) return [edge, ...way];
        if (seen.has(key)) continue;
        seen.add(key);
        ways.push({ at: edge.to, way: [edge, ...way] });
      }
    }
    return undefined;
  }

  /** Everything that belongs to a node, each with its way; nearer things first. */
  *around(node: string): IterableIterator<{ readonly object: Vertex; readonly path: NodePath }> {
    const ways: { readonly object: Vertex; readonly path: NodePath }[] = [{ object: nodeVertex(node), path: NONE }];
    const seen = new Set([vertexKey(nodeVertex(node))]);
    for (const { object, path } of ways) {
      if (path.length > 0) yield { object, path };
      for (const edge of this.#away.get(vertexKey(object)) ?? NONE) {
        const key = vertexKey(edge.from);
        if (seen.has(key)) continue;
        seen.add(key);
        ways.push({ object: edge.from, path: [...path, edge] });
      }
    }
  }
}

function add(map: Map<string, Edge[]>, key: string, edge: Edge): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [edge]);
  else list.push(edge);
}
