import { isArray, isObject, type Json, type JsonObject } from '@bulwark/model';

import { isMerge, keyName } from '../yaml/full/decoder.ts';
import type { MappingNode, Node } from '../yaml/full/node.ts';
import { endOf } from './lines.ts';
import type { DocumentTree } from './document-tree.ts';
import { removeAt, replace } from './place.ts';
import type { Splice } from './splice.ts';
import { mergedNames, nodesOf, rootSpot, spotsOf, type CollectionSpot, type Spot } from './spot.ts';
import { columnOf, isFlow, type Sheet } from './style.ts';
import { flowMember, memberLines } from './value-text.ts';

/** What is to be done next in a text. */
export interface Step {
  readonly splices: readonly Splice[];
  /** Whether the value stays as it is: it only makes room for what comes next. */
  readonly prepares?: boolean;
  readonly note?: string;
}

export interface Planning extends Sheet {
  readonly tree: DocumentTree;
  /** The document's value after the edit. */
  readonly expected: Json;
}

/** A copy in place of an alias, so that what is edited is this place only. */
export function unaliased(spot: Spot, planning: Planning): Step | undefined {
  if (spot.node.kind !== 'alias') return undefined;
  const value = planning.tree.valueOf(spot.node.target);
  if (value === undefined) return undefined;
  return {
    splices: replace(spot, value, planning),
    prepares: true,
    note: `the alias *${spot.node.name} is a copy now of what it stood for`,
  };
}

/**
 * Makes room where others share what an edit changes: the nodes on its way, and all below `gone`. The first alias elsewhere
 * becomes the anchored node, with a copy of the value, and those after it stand for that one. Undefined where nothing is shared.
 */
export function freed(spots: readonly Spot[], gone: Node | undefined, planning: Planning): Step | undefined {
  const { tree } = planning;
  const aliases = aliasesOf(tree);
  if (aliases.length === 0) return undefined;
  const inside = new Set(gone === undefined ? [] : nodesOf(gone));
  const changed = new Set([...spots.map(({ node }) => node), ...inside]);
  for (const spot of aliases) {
    const { node } = spot;
    if (node.kind !== 'alias' || inside.has(node) || !changed.has(node.target)) continue;
    const value = tree.valueOf(node.target);
    if (value === undefined) return undefined;
    const isKept = [...inside].some((one) => one.kind === 'alias' && one.target === node.target);
    return {
      splices: [...replace(spot, value, planning, node.name), ...(isKept ? [] : withoutAnchor(node.target, tree.text))],
      prepares: true,
      note: `the anchor &${node.name} stands at its first alias now, with a copy of its value, because its place is edited alone`,
    };
  }
  return undefined;
}

const known = new WeakMap<DocumentTree, readonly Spot[]>();

/** The aliases of a document, in the order of the text. */
function aliasesOf(tree: DocumentTree): readonly Spot[] {
  const { root, json, text } = tree;
  if (json || root === undefined || !text.includes('*')) return [];
  const before = known.get(tree);
  if (before !== undefined) return before;
  const aliases = [...spotsOf(rootSpot(root), text)].filter(({ node }) => node.kind === 'alias');
  known.set(tree, aliases);
  return aliases;
}

function withoutAnchor({ properties }: Node, text: string): Splice[] {
  if (properties?.anchor === undefined) return [];
  const start = text.indexOf(`&${properties.anchor}`, properties.start);
  let end = start + properties.anchor.length + 1;
  if (start === -1 || end > properties.end) return [];
  // One blank goes with it: the one behind it, or at the end of a line the one before it.
  if (text[end] === ' ') end++;
  else if (text[start - 1] === ' ') return [{ start: start - 1, end, text: '' }];
  return [{ start, end, text: '' }];
}

/** The members that a merge brings in, in its place: the last merge that has a member `name`. */
export function expanded(spot: CollectionSpot, name: string, planning: Planning): Step | undefined {
  const { node } = spot;
  if (node.kind !== 'mapping') return undefined;
  const index = node.pairs.findLastIndex(([key, value]) => isMerge(key) && mergedNames(value).has(name));
  const source = node.pairs[index]?.[1];
  if (source === undefined) return undefined;
  const members = Object.entries(mergedValue(source, planning)).filter(([key]) => !isOverridden(node, index, key));
  return {
    splices: members.length === 0 ? removeAt(spot, index, planning) : withMembers(spot, node, index, members, planning),
    prepares: true,
    note: `the merge that brings in ${name} is expanded`,
  };
}

function mergedValue(source: Node, { tree }: Planning): JsonObject {
  const node = source.kind === 'alias' ? source.target : source;
  // The first of several sources wins.
  const sources = node.kind === 'sequence' ? node.items.toReversed() : [node];
  const values = sources.map((item) => tree.valueOf(item.kind === 'alias' ? item.target : item));
  const members = values.flatMap((value) => (isObject(value) && !isArray(value) ? Object.entries(value) : []));
  return Object.fromEntries(members);
}

function isOverridden(node: MappingNode, index: number, name: string): boolean {
  return node.pairs.some(
    ([key, value], at) => at > index && (isMerge(key) ? mergedNames(value).has(name) : keyName(key) === name),
  );
}

function withMembers(
  spot: CollectionSpot,
  node: MappingNode,
  index: number,
  members: readonly (readonly [string, Json | undefined])[],
  { tree, style }: Planning,
): Splice[] {
  const value = node.pairs[index]?.[1];
  const start = node.marks[index] ?? 0;
  if (value === undefined) return [];
  if (spot.inFlow || isFlow(node, tree.text)) {
    const text = members.map(([key, item]) => flowMember(key, item ?? null, style, false)).join(`,${style.gap}`);
    return [{ start, end: value.end, text }];
  }
  const column = columnOf(tree.text, node.marks[0] ?? 0);
  const lines = members.flatMap(([key, item]) => memberLines(key, item ?? null, column, style));
  return [{ start, end: endOf(value, tree.text), text: lines.join(style.lineBreak).slice(column) }];
}
