import { isObject, valueAt, type Edit, type Path } from '@bulwark/model';

import { startOf } from './lines.ts';
import { addTo, insertAt, removeAt, replace } from './place.ts';
import { expanded, freed, unaliased, type Planning, type Step } from './sharing.ts';
import type { Splice } from './splice.ts';
import { pairsNamed, walk, type Spot } from './spot.ts';
import { blockText } from './value-text.ts';

/** The next step towards an edit that fits the value; undefined where none is known. */
export function nextStep(edit: Edit, planning: Planning): Step | undefined {
  const { tree } = planning;
  if (tree.root === undefined) return { splices: [filled(planning)] };
  const target = edit.op === 'insert' ? edit.path.slice(0, -1) : edit.path;
  const { spots, stop } = walk(tree.root, target, tree.text);
  const last = spots.at(-1);
  if (last === undefined) return undefined;
  const reached = target.slice(0, spots.length - 1);
  if (stop === 'alias') return unaliased(last, planning);
  if (stop !== undefined) {
    const step = freed(spots, undefined, planning);
    return step ?? (stop === 'merged' ? merged : extend)(last, target, reached, planning);
  }
  if (edit.op === 'delete') return remove(spots, target, planning);
  return grown(edit, spots, planning) ?? changed(spots, target, planning);
}

/** Another value where one is. */
function changed(spots: readonly Spot[], target: Path, planning: Planning): Step | undefined {
  const last = spots.at(-1);
  const value = valueAt(planning.expected, target);
  if (last === undefined || value === undefined) return undefined;
  return freed(spots, last.node, planning) ?? { splices: replace(last, value, planning) };
}

/** One more item in a list that is there. */
function grown(edit: Edit, spots: readonly Spot[], planning: Planning): Step | undefined {
  const last = spots.at(-1);
  if (last === undefined || (edit.op !== 'append' && edit.op !== 'insert')) return undefined;
  const { node } = last;
  if (node.kind === 'alias') return unaliased(last, planning);
  if (node.kind !== 'sequence') return undefined;
  const index = edit.op === 'append' ? node.items.length : Number(edit.path.at(-1));
  return freed(spots, undefined, planning) ?? { splices: insertAt({ ...last, node }, index, edit.value, planning) };
}

/** Text for a document that holds nothing. */
function filled({ text, style, expected }: Planning): Splice {
  const { inline, below } = blockText(expected, { kind: 'root', column: 0 }, style);
  const lines = inline === '' ? below : [inline, ...below];
  const isEnded = text === '' || /[\n\r]$/.test(text);
  const written = lines.join(style.lineBreak);
  return { start: text.length, end: text.length, text: isEnded ? written + style.lineBreak : style.lineBreak + written };
}

/** A path that goes on where nothing is. */
function extend(last: Spot, target: Path, reached: Path, planning: Planning): Step | undefined {
  const value = valueAt(planning.expected, reached);
  if (value === undefined) return undefined;
  const key = target[reached.length];
  const { node } = last;
  if (node.kind !== 'mapping' || typeof key !== 'string') return { splices: replace(last, value, planning) };
  const member = isObject(value) ? value[key] : undefined;
  if (member === undefined) return undefined;
  return braced(last, planning) ?? { splices: addTo({ ...last, node }, key, member, planning) };
}

/** A pair in a list in flow style (`[a: 1]`) becomes a map like any other. */
function braced({ node, inFlow }: Spot, { text, json }: Planning): Step | undefined {
  if (json || !inFlow || node.kind !== 'mapping' || text[node.start] === '{') return undefined;
  const [start, end] = [startOf(node), node.end];
  return {
    splices: [
      { start, end: start, text: '{' },
      { start: end, end, text: '}' },
    ],
    prepares: true,
  };
}

/** A member that a merge brings in: a member of the map itself overrides it. */
function merged(last: Spot, target: Path, reached: Path, planning: Planning): Step | undefined {
  const key = target[reached.length];
  const { node } = last;
  if (node.kind !== 'mapping' || typeof key !== 'string') return undefined;
  const spot = { ...last, node };
  const value = valueAt(planning.expected, [...reached, key]);
  if (value === undefined) return expanded(spot, key, planning);
  const [hidden] = pairsNamed(node, key);
  if (hidden !== undefined) return { splices: removeAt(spot, hidden, planning), prepares: true };
  return {
    splices: addTo(spot, key, value, planning),
    note: `${key} comes from a merge; it is set in the map itself, which overrides it`,
  };
}

/** Without a member or an item: repeated members go one after the other. */
function remove(spots: readonly Spot[], path: Path, planning: Planning): Step | undefined {
  const last = spots.at(-1);
  if (last?.holder === undefined) return undefined;
  const step = freed(spots, last.node, planning);
  if (step !== undefined) return step;
  const { spot, index } = last.holder;
  if (spot.node.kind !== 'mapping') return { splices: removeAt(spot, index, planning) };
  const made = braced(spot, planning);
  if (made !== undefined) return made;
  const name = String(path.at(-1));
  // A merge before it would bring the member back.
  const merge = expanded(spot, name, planning);
  if (merge !== undefined) return merge;
  const repeated = pairsNamed(spot.node, name).find((at) => at !== index);
  if (repeated !== undefined) return { splices: removeAt(spot, repeated, planning), prepares: true };
  return { splices: removeAt(spot, index, planning) };
}
