import type { Json } from '@bulwark/model';

import { addMember, insertItem, removeEntry, replaceInBlock } from './block-edits.ts';
import { insertInFlow, removeInFlow, replaceInFlow } from './flow-edits.ts';
import type { Splice } from './splice.ts';
import type { CollectionSpot, Spot } from './spot.ts';
import { isFlow, type Sheet } from './style.ts';

/** Another value at a place. `anchor` is the name that it gets; one that it has stays, with nobody to share it. */
export function replace(spot: Spot, value: Json, sheet: Sheet, anchor?: string): Splice[] {
  const name = anchor ?? spot.node.properties?.anchor;
  return sheet.json || spot.inFlow ? replaceInFlow(spot, value, sheet, name) : replaceInBlock(spot, value, sheet, name);
}

/** A new member at the end of a map. */
export function addTo(spot: CollectionSpot, key: string, value: Json, sheet: Sheet): Splice[] {
  const { node } = spot;
  if (isEmptyInBlock(spot, sheet)) return replace(spot, { [key]: value }, sheet);
  if (node.kind === 'sequence' || isInFlow(spot, sheet)) return insertInFlow(node, node.marks.length, { key, value }, sheet);
  return addMember(node, key, value, sheet);
}

/** A new item before the one at `index` of a list, or at its end. */
export function insertAt(spot: CollectionSpot, index: number, value: Json, sheet: Sheet): Splice[] {
  const { node } = spot;
  if (isEmptyInBlock(spot, sheet)) return replace(spot, [value], sheet);
  if (node.kind === 'mapping' || isInFlow(spot, sheet)) return insertInFlow(node, index, { key: undefined, value }, sheet);
  return insertItem(node, index, value, sheet);
}

/** A map or list without one of its entries. */
export function removeAt(spot: CollectionSpot, index: number, sheet: Sheet): Splice[] {
  const { node } = spot;
  if (isInFlow(spot, sheet)) return removeInFlow(node, index, sheet.text);
  if (node.marks.length > 1) return removeEntry(node, index, sheet.text);
  return replace(spot, node.kind === 'mapping' ? {} : [], sheet);
}

/** An empty map or list is in flow style wherever it stands; what is put into it need not be. */
function isEmptyInBlock({ node, inFlow }: CollectionSpot, { json }: Sheet): boolean {
  return node.marks.length === 0 && !inFlow && !json;
}

function isInFlow({ node, inFlow }: CollectionSpot, { text }: Sheet): boolean {
  return inFlow || isFlow(node, text);
}
