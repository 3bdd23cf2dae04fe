import { isObject, valueAt, type Edit, type Json, type Path } from '@bulwark/model';

import { replaceInBlock } from './block-edits.ts';
import { addTo, insertAt, removeAt, replace } from './place.ts';
import { expanded, freed, unaliased, type Planning, type Step } from './sharing.ts';
import type { Splice } from './splice.ts';
import { pairsNamed, walk, type Spot } from './spot.ts';

/** The next step towards an edit that fits the value; undefined where none is known. */
export function nextStep(edit: Edit, planning: Planning): Step | undefined {
  const { tree, expected } = planning;
  if (tree.root === undefined) return { splices: [filled(expected, planning)] };
  const target = edit.op === 'insert' ? edit.path.slice(0, -1) : edit.path;
  const { spots, stop } = walk(tree.root, target, tree.text);
  const last = spots.at(-1);
  if (last === undefined) return undefined;
  const reached = target.slice(0, spots.length - 1);
  if (stop === 'alias') return unaliased(last, planning);
  if (stop === 'merged') return freed(spots, undefined, planning) ?? merged(last, target, reached, planning);
  if (stop === 'missing') return freed(spots, undefined, planning) ?? extend(last, target, reached, planning);
  if (edit.op === 'delete') return remove(spots, target, planning);
  const list = edit.op === 'set' || edit.op === 'replace' ? undefined : last.node;
  if (list?.kind === 'alias') return unaliased(last, planning);
  if (list?.kind === 'sequence' && (edit.op === 'append' || edit.op === 'insert')) {
    const index = edit.op === 'append' ? list.items.length : Number(edit.path.at(-1));
    return freed(spots, undefined, planning) ?? { splices: insertAt({ ...last, node: list }, index, edit.value, planning) };
  }
  const value = valueAt(expected, target);
  if (value === undefined) return undefined;
  return freed(spots, last.node, planning) ?? { splices: replace(last, value, planning) };
}

/** Text for a document that holds nothing. */
function filled(value: Json, planning: Planning): Splice {
  const { text, style } = planning;
  const at = text.length;
  const before = text === '' || /[\n\r]$/.test(text) ? '' : style.lineBreak;
  const spot: Spot = {
    node: { kind: 'scalar', value: '', tag: '', implicit: true, start: at, end: at },
    holder: undefined,
    inFlow: false,
  };
  const [first] = replaceInBlock(spot, value, planning);
  return { start: at, end: at, text: `${before}${first?.text ?? ''}${before === '' ? style.lineBreak : ''}` };
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
  return { splices: addTo({ ...last, node }, key, member, planning) };
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
  const named = spot.node.kind === 'mapping' ? pairsNamed(spot.node, path.at(-1) ?? '') : [];
  const repeated = named.find((at) => at !== index);
  if (repeated !== undefined) return { splices: removeAt(spot, repeated, planning), prepares: true };
  return { splices: removeAt(spot, index, planning) };
}
