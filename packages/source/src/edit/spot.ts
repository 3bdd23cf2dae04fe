import type { Path } from '@bulwark/model';

import { isMerge, keyName } from '../yaml/full/decoder.ts';
import type { MappingNode, Node, SequenceNode } from '../yaml/full/node.ts';
import { isFlow } from './style.ts';

/** A node and what holds it: the node's place in the text. */
export interface Spot {
  readonly node: Node;
  readonly holder: { readonly spot: CollectionSpot; readonly index: number } | undefined;
  /** Whether it stands in a collection in flow style. */
  readonly inFlow: boolean;
}

export type CollectionSpot = Spot & { readonly node: MappingNode | SequenceNode };

export function rootSpot(node: Node): Spot {
  return { node, holder: undefined, inFlow: false };
}

/** The spot of a value or an item. */
export function childSpot(holder: CollectionSpot, index: number, text: string): Spot | undefined {
  const node = holder.node.kind === 'sequence' ? holder.node.items[index] : holder.node.pairs[index]?.[1];
  if (node === undefined) return undefined;
  return { node, holder: { spot: holder, index }, inFlow: holder.inFlow || isFlow(holder.node, text) };
}

/** How far a path leads. */
export interface Walk {
  /** The spots on the way, the root's first. */
  readonly spots: readonly Spot[];
  /** What is in the way before the path's end: an alias, a member that a merge brings in, or that there is nothing. */
  readonly stop: 'alias' | 'merged' | 'missing' | undefined;
}

export function walk(root: Node, path: Path, text: string): Walk {
  const spots: Spot[] = [rootSpot(root)];
  for (const step of path) {
    const spot = spots.at(-1) ?? rootSpot(root);
    const { node } = spot;
    if (node.kind === 'alias') return { spots, stop: 'alias' };
    if (node.kind === 'scalar') return { spots, stop: 'missing' };
    const index = node.kind === 'sequence' ? step : memberIndex(node, step);
    if (index === 'merged') return { spots, stop: 'merged' };
    const next = typeof index === 'number' ? childSpot({ ...spot, node }, index, text) : undefined;
    if (next === undefined) return { spots, stop: 'missing' };
    spots.push(next);
  }
  return { spots, stop: undefined };
}

/** The pair whose value a member has: the last one of its name, unless a merge after it brings it in. */
function memberIndex(node: MappingNode, name: string | number): number | 'merged' | undefined {
  for (let index = node.pairs.length - 1; index >= 0; index--) {
    const [key, value] = node.pairs[index] ?? [];
    if (key === undefined || value === undefined) continue;
    if (isMerge(key) ? mergedNames(value).has(String(name)) : keyName(key) === name) return isMerge(key) ? 'merged' : index;
  }
  return undefined;
}

/** What the value of a merge key brings in. */
export function mergedNames(value: Node): Set<string> {
  const node = value.kind === 'alias' ? value.target : value;
  if (node.kind === 'sequence') return new Set(node.items.flatMap((item) => [...mergedNames(item)]));
  if (node.kind !== 'mapping') return new Set();
  return new Set(node.pairs.flatMap(([key, item]) => (isMerge(key) ? [...mergedNames(item)] : [keyName(key) ?? ''])));
}

/** The pairs of a map that have a name, without those that a merge brings in. */
export function pairsNamed(node: MappingNode, name: string | number): number[] {
  return node.pairs.flatMap(([key], index) => (!isMerge(key) && keyName(key) === name ? [index] : []));
}

/** A node and all below it, in the order of the text, keys too; an alias is not followed. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  if (node.kind === 'sequence') for (const item of node.items) yield* nodesOf(item);
  if (node.kind === 'mapping')
    for (const [key, value] of node.pairs) {
      yield* nodesOf(key);
      yield* nodesOf(value);
    }
}

/** The spots of all values, in the order of the text. */
export function* spotsOf(spot: Spot, text: string): Generator<Spot> {
  yield spot;
  const { node } = spot;
  if (node.kind === 'scalar' || node.kind === 'alias') return;
  const count = node.kind === 'sequence' ? node.items.length : node.pairs.length;
  for (let index = 0; index < count; index++) {
    const child = childSpot({ ...spot, node }, index, text);
    if (child !== undefined) yield* spotsOf(child, text);
  }
}
