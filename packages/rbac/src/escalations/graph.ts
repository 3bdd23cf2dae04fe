/** A directed graph of named nodes, whose edges carry what is done to go along them and cost that many requests. */
export class Graph<T> {
  readonly #nodes = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #into: Edge<T>[][] = [];

  edge(from: string, to: string, cost: number, does: T | undefined): void {
    const target = this.#node(to);
    this.#into[target]?.push({ from: this.#node(from), to: target, cost, does });
  }

  /** From every node that reaches the target the first edge of a cheapest way; of equal ones, the one that was added first. */
  waysTo(target: string): Ways<T> {
    const start = this.#nodes.get(target);
    const distance = new Float64Array(this.#names.length).fill(Infinity);
    const next: (Edge<T> | undefined)[] = [];
    if (start !== undefined) this.#spread(start, distance, next);
    return {
      from: (name) => {
        const edges: Edge<T>[] = [];
        for (let edge = next[this.#nodes.get(name) ?? -1]; edge !== undefined; edge = next[edge.to]) edges.push(edge);
        return edges.map(({ to, does }) => ({ to: this.#names[to] ?? '', does }));
      },
    };
  }

  /** Dijkstra backwards; costs are small whole numbers, so that a list for each distance is all the queue that it takes. */
  #spread(start: number, distance: Float64Array, next: (Edge<T> | undefined)[]): void {
    const queues: number[][] = [[start]];
    distance[start] = 0;
    for (let at = 0; at < queues.length; at++) {
      // Edges that cost nothing add to the list that is being gone through.
      for (const node of queues[at] ?? []) if (distance[node] === at) this.#relax(node, at, { distance, next, queues });
    }
  }

  #relax(node: number, at: number, { distance, next, queues }: Search<T>): void {
    for (const edge of this.#into[node] ?? []) {
      const reached = at + edge.cost;
      if (reached >= (distance[edge.from] ?? Infinity)) continue;
      distance[edge.from] = reached;
      next[edge.from] = edge;
      (queues[reached] ??= []).push(edge.from);
    }
  }

  #node(name: string): number {
    let node = this.#nodes.get(name);
    if (node === undefined) {
      this.#nodes.set(name, (node = this.#names.length));
      this.#names.push(name);
      this.#into.push([]);
    }
    return node;
  }
}

interface Search<T> {
  readonly distance: Float64Array;
  readonly next: (Edge<T> | undefined)[];
  readonly queues: number[][];
}

interface Edge<T> {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  readonly does: T | undefined;
}

export interface Ways<T> {
  /** The edges of the way, none where there is none. */
  readonly from: (name: string) => readonly Passage<T>[];
}

export interface Passage<T> {
  readonly to: string;
  readonly does: T | undefined;
}
