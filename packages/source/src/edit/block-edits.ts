import type { Json } from '@bulwark/model';

import type { MappingNode, SequenceNode } from '../yaml/full/node.ts';
import { endOf, isBlankLine, isEmptyNode, lastLineEnd, lineEnd, nextLine, startOf, startsLine } from './lines.ts';
import type { Splice } from './splice.ts';
import type { Spot } from './spot.ts';
import { columnOf, lineStart, type Sheet, type Style } from './style.ts';
import { blockText, itemLines, memberLines, type Holder } from './value-text.ts';

/** Another value at a place in block style. */
export function replaceInBlock(spot: Spot, value: Json, { text, style }: Sheet, anchor?: string): Splice[] {
  const { mark, holder, opener } = openingOf(spot, text);
  const { inline, below } = blockText(value, holder, { ...style, dashWidth: dashWidth(spot, text, style) }, anchor);
  const { node } = spot;
  const start = isEmptyNode(node) ? mark : startOf(node);
  const end = isEmptyNode(node) ? mark : endOf(node, text);
  const belowText = below.map((line) => style.lineBreak + line).join('');
  const isBelow = lineEnd(text, mark) < start;
  if (holder.kind === 'root')
    return [{ start, end, text: inline === '' ? belowText.slice(style.lineBreak.length) : inline + belowText }];
  if (isBelow) {
    const headEnd = lineEnd(text, mark);
    return [
      { start: mark, end: mark, text: opener + (inline === '' ? '' : ` ${inline}`) },
      { start: headEnd, end: lastLineEnd(node, text), text: belowText },
    ];
  }
  const stays = inline !== '' && start > mark;
  const head = { start: stays ? start : mark, end, text: opener + (inline === '' || stays ? inline : ` ${inline}`) };
  const at = Math.max(lineEnd(text, end), lastLineEnd(node, text));
  return belowText === '' ? [head] : [head, { start: at, end: at, text: belowText }];
}

/** After what a value comes. A key after `?` may have no colon yet: `opener` makes one. */
function openingOf(
  { node, holder }: Spot,
  text: string,
): { readonly mark: number; readonly holder: Holder; readonly opener: string } {
  if (holder === undefined)
    return { mark: startOf(node), holder: { kind: 'root', column: columnOf(text, node.start) }, opener: '' };
  const parent = holder.spot.node;
  const column = columnOf(text, parent.marks[0] ?? 0);
  if (parent.kind === 'sequence')
    return { mark: (parent.marks[holder.index] ?? 0) + 1, holder: { kind: 'dash', column }, opener: '' };
  const colon = parent.colons[holder.index] ?? -1;
  if (colon !== -1) return { mark: colon, holder: { kind: 'key', column }, opener: '' };
  const keyEnd = parent.pairs[holder.index]?.[0].end ?? node.end;
  return { mark: lineEnd(text, keyEnd), holder: { kind: 'key', column }, opener: `${lineBreakOf(text)}${' '.repeat(column)}:` };
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** How far from its dash an item stands in this list. */
function dashWidth({ holder }: Spot, text: string, style: Style): number {
  return holder?.spot.node.kind === 'sequence' ? widthIn(holder.spot.node, text, style) : style.dashWidth;
}

function widthIn(list: SequenceNode, text: string, style: Style): number {
  const index = list.items.findIndex(
    (item, at) => isBlockCollection(item.kind) && sameLine(text, list.marks[at] ?? 0, item.start),
  );
  const item = list.items[index];
  return item === undefined ? style.dashWidth : item.start - (list.marks[index] ?? 0);
}

function isBlockCollection(kind: string): boolean {
  return kind === 'mapping' || kind === 'sequence';
}

function sameLine(text: string, from: number, to: number): boolean {
  return lineEnd(text, from) >= to;
}

/** A new member at the end of a map in block style. */
export function addMember(map: MappingNode, key: string, value: Json, { text, style }: Sheet): Splice[] {
  const column = columnOf(text, map.marks[0] ?? 0);
  return [linesAfter(lastLineEnd(map, text), memberLines(key, value, column, style), style, text)];
}

/** A new item before the one at `index` of a list in block style, or at its end. */
export function insertItem(list: SequenceNode, index: number, value: Json, { text, style }: Sheet): Splice[] {
  const column = columnOf(text, list.marks[0] ?? 0);
  const lines = itemLines(value, column, { ...style, dashWidth: widthIn(list, text, style) });
  const before = list.items[index - 1];
  if (before !== undefined)
    return [linesAfter(Math.max(lastLineEnd(before, text), lineEnd(text, list.marks[index - 1] ?? 0)), lines, style, text)];
  const mark = list.marks[0] ?? 0;
  const at = startsLine(text, mark) ? commentStart(text, mark) : mark;
  const indent = ' '.repeat(column);
  return [{ start: at, end: at, text: lines.map((line) => line.slice(column) + style.lineBreak + indent).join('') }];
}

function linesAfter(end: number, lines: readonly string[], style: Style, text: string): Splice {
  const at = Math.min(end, text.length);
  return { start: at, end: at, text: lines.map((line) => style.lineBreak + line).join('') };
}

/** Where the comments directly above an entry begin that stand in its column; else the entry itself. */
function commentStart(text: string, mark: number): number {
  const column = columnOf(text, mark);
  let at = mark;
  for (let start = lineStart(text, mark); start > 0;) {
    const above = lineStart(text, start - (text[start - 1] === '\n' && text[start - 2] === '\r' ? 2 : 1));
    if (text[above + column] !== '#' || !startsLine(text, above + column) || above >= start) return at;
    at = above + column;
    start = above;
  }
  return at;
}

/** A map or list in block style without one of its entries; it has others. */
export function removeEntry(node: MappingNode | SequenceNode, index: number, text: string): Splice[] {
  const mark = node.marks[index] ?? 0;
  const entry = node.kind === 'sequence' ? node.items[index] : node.pairs[index]?.[1];
  const keyEnd = node.kind === 'mapping' ? (node.pairs[index]?.[0].end ?? mark) : mark;
  const end = Math.max(entry === undefined ? mark : lastLineEnd(entry, text), lineEnd(text, keyEnd));
  if (!startsLine(text, mark)) return [{ start: mark, end: nextContent(text, nextLine(text, end)), text: '' }];
  // What stands above the first entry may speak of all of them.
  const start = lineStart(text, index === 0 ? mark : commentStart(text, mark));
  const after = nextLine(text, end);
  if (after > end || start === 0) return [{ start, end: after, text: '' }];
  // The last line has no break: the one before it will be the last.
  return [{ start: start - (text[start - 1] === '\n' && text[start - 2] === '\r' ? 2 : 1), end, text: '' }];
}

function nextContent(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlankLine(text, at)) at = nextLine(text, at);
  while (text[at] === ' ') at++;
  return at;
}
