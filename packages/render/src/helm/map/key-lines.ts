import type { Path } from '@bulwark/model';

import type { PrintedLine } from './template-marks.ts';
import type { Leaf } from './value-leaves.ts';

/** A key of the values that is no scalar: the leaf below it that shows it, and how many steps of its path lead to it. */
export interface ShownKey {
  readonly leaf: Leaf;
  readonly depth: number;
}

/**
 * A map or list of the values that is printed as a whole has lines with only a key, as `limits:`. Such a line shows the key
 * above the scalars below it, where their paths say so and the same template line has printed both.
 */
export function keyLines(printed: readonly PrintedLine[], shown: ReadonlyMap<number, readonly Leaf[]>): Map<number, ShownKey> {
  const keys = new Map<number, ShownKey>();
  for (let at = printed.length - 1; at >= 0; at -= 1) {
    const head = /^(\s*)((?:- )*)([^\s#][^:]*):$/.exec(printed[at]?.text ?? '');
    if (head === null || shown.has(at)) continue;
    const [, indent = '', dashes = '', key = ''] = head;
    const found = childPath(printed, at, indent.length + dashes.length, (line) => pathAt(line, shown, keys));
    if (found === undefined) continue;
    const { leaf, depth } = found;
    if (String(leaf.path[depth - 1]) === key.replace(/^["']|["']$/g, '')) keys.set(at, { leaf, depth });
  }
  return keys;
}

function pathAt(
  at: number,
  shown: ReadonlyMap<number, readonly Leaf[]>,
  keys: ReadonlyMap<number, ShownKey>,
): ShownKey | undefined {
  const leaf = shown.get(at)?.find(({ kind }) => kind !== 'key');
  return leaf === undefined ? keys.get(at) : { leaf, depth: leaf.path.length };
}

/** The path of what a line holds, told by the first line right below it of which something is known. */
function childPath(
  printed: readonly PrintedLine[],
  at: number,
  indent: number,
  pathOf: (line: number) => ShownKey | undefined,
): ShownKey | undefined {
  const origin = printed[at]?.chain?.[0];
  for (const below of childrenOf(printed, at, indent)) {
    const found = printed[below]?.chain?.[0] === origin ? pathOf(below) : undefined;
    if (found !== undefined) return above(found, startOf(printed[below]?.text ?? '').isItem);
  }
  return undefined;
}

/** The lines right below a key: those of its map or list, without what is in them. */
function* childrenOf(printed: readonly PrintedLine[], at: number, indent: number): Generator<number> {
  let childIndent: number | undefined;
  for (let below = at + 1; below < printed.length; below += 1) {
    const text = printed[below]?.text ?? '';
    if (text === '') continue;
    const { spaces, isItem } = startOf(text);
    if (spaces < indent || (spaces === indent && !isItem)) return;
    childIndent ??= spaces;
    if (spaces === childIndent) yield below;
  }
}

function startOf(text: string): { spaces: number; isItem: boolean } {
  const [, spaces = '', dash = ''] = /^(\s*)(- )?/.exec(text) ?? [];
  return { spaces: spaces.length, isItem: dash !== '' };
}

function above({ leaf, depth }: ShownKey, isItem: boolean): ShownKey | undefined {
  const path: Path = leaf.path;
  const isNumber = (step: number): boolean => typeof path[step - 1] === 'number';
  if (!isItem) return isNumber(depth) ? undefined : { leaf, depth: depth - 1 };
  if (isNumber(depth)) return { leaf, depth: depth - 1 };
  return isNumber(depth - 1) ? { leaf, depth: depth - 2 } : undefined;
}
