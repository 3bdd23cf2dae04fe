import type { Json } from '@bulwark/model';

import type { MappingNode, Node, SequenceNode } from '../yaml/full/node.ts';
import { endOf, isBlankLine, isEmptyNode, lastLineEnd, lineEnd, nextLine, startOf, startsLine } from './lines.ts';
import type { Splice } from './splice.ts';
import { quoteIn, quoteOf } from './quote.ts';
import { quoted } from './scalar-text.ts';
import type { Spot } from './spot.ts';
import { columnOf, isOnDash, lineStart, type Sheet, type Style } from './style.ts';
import { blockText, itemLines, memberLines, type BlockText, type Holder } from './value-text.ts';

/** Another value at a place in block style. */
export function replaceInBlock(spot: Spot, value: Json, sheet: Sheet, anchor?: string): Splice[] {
  const { text, style } = sheet;
  const opening = openingOf(spot, text);
  const { inline, below } = writtenAt(spot, value, opening.holder, sheet, anchor);
  const lines = below.map((line) => style.lineBreak + line).join('');
  if (opening.holder.kind === 'root') return [rootSplice(spot.node, inline, lines, sheet)];
  const start = isEmptyNode(spot.node) ? opening.mark : spot.node.start;
  return lineEnd(text, opening.mark) < start
    ? instead(spot.node, opening, inline, lines, text)
    : beside(spot.node, opening, inline, lines, text);
}

function writtenAt(spot: Spot, value: Json, holder: Holder, { text, style }: Sheet, anchor: string | undefined): BlockText {
  const quote = quoteOf(spot, text);
  // A text stays in the quotes of the one before it.
  if (typeof value === 'string' && quote !== undefined && !value.includes('\n'))
    return { inline: (anchor === undefined ? '' : `&${anchor} `) + quoted(value, quote), below: [] };
  return blockText(value, holder, { ...style, dashWidth: dashWidth(spot, text, style) }, anchor);
}

function rootSplice(node: Node, inline: string, lines: string, { text, style }: Sheet): Splice {
  const start = startOf(node);
  const written = inline === '' ? lines.slice(style.lineBreak.length + columnOf(text, node.start)) : inline + lines;
  const end = endOf(node, text);
  if (NOTHING_MORE.test(text.slice(end))) return { start, end, text: written };
  // What the reader never came to would be read now.
  return { start, end: text.length, text: /[\n\r]$/.test(text) ? written + style.lineBreak : written };
}

const NOTHING_MORE = /^[ \t]*(?:#.*)?(?:[\r\n]+[ \t]*(?:#.*)?)*(?:[\r\n]\.\.\.(?:\s[^]*)?)?$/;

/** In the place of a value that begins on a line below its key. Its anchor and tag may stand beside the key. */
function instead(node: Node, { mark, opener, holder }: Opening, inline: string, lines: string, text: string): Splice[] {
  const headEnd = lineEnd(text, mark);
  const { end } = node.properties ?? { end: mark };
  return [
    { start: mark, end: end <= headEnd ? end : mark, text: opener + (inline === '' ? '' : ` ${inline}`) },
    { start: headEnd, end: withComments(lastLineEnd(node, text), holder.column, text), text: lines },
  ];
}

/** In the place of a value that begins on the line of its key: what follows it on its last line stays behind the key. */
function beside(node: Node, { mark, opener }: Opening, inline: string, lines: string, text: string): Splice[] {
  const isNew = isEmptyNode(node);
  const [start, end] = isNew ? [mark, mark] : [startOf(node), endOf(node, text)];
  const stays = inline !== '' && start > mark;
  const head = { start: stays ? start : mark, end, text: opener + (inline === '' || stays ? inline : ` ${inline}`) };
  const at = Math.max(lineEnd(text, end), lastLineEnd(node, text));
  return lines === '' ? [head] : [head, { start: at, end: at, text: lines }];
}

interface Opening {
  readonly mark: number;
  readonly holder: Holder;
  readonly opener: string;
}

/** After what a value comes. A key after `?` may have no colon yet: `opener` makes one. */
function openingOf({ node, holder }: Spot, text: string): Opening {
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
  const index = list.items.findIndex((item, at) => isOnDash(item, list.marks[at] ?? 0, text));
  const item = list.items[index];
  return item === undefined ? style.dashWidth : item.start - (list.marks[index] ?? 0);
}

/** A new member at the end of a map in block style. */
export function addMember(map: MappingNode, key: string, value: Json, { text, style }: Sheet): Splice[] {
  const column = columnOf(text, map.marks[0] ?? 0);
  return [linesAfter(withComments(lastLineEnd(map, text), column, text), memberLines(key, value, column, style), style, text)];
}

/** A new item before the one at `index` of a list in block style, or at its end. */
export function insertItem(list: SequenceNode, index: number, value: Json, { text, style }: Sheet): Splice[] {
  const column = columnOf(text, list.marks[0] ?? 0);
  const lines = itemLines(value, column, { ...style, dashWidth: widthIn(list, text, style) }, quoteIn(list, text));
  if (index > 0) {
    const gap = isSpaced(list, text) ? [''] : [];
    return [linesAfter(entryEnd(list, index - 1, text), [...gap, ...lines], style, text)];
  }
  const mark = list.marks[0] ?? 0;
  const at = startsLine(text, mark) ? commentStart(text, mark) : mark;
  const indent = ' '.repeat(column);
  return [{ start: at, end: at, text: lines.map((line) => line.slice(column) + style.lineBreak + indent).join('') }];
}

/** Whether empty lines stand between the items of a list. */
function isSpaced(list: SequenceNode, text: string): boolean {
  const { marks } = list;
  if (marks.length < 2) return false;
  const next = nextLine(text, entryEnd(list, marks.length - 2, text));
  return next < (marks.at(-1) ?? 0) && isBlankLine(text, next);
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
  const end = entryEnd(node, index, text);
  if (!startsLine(text, mark)) return [{ start: mark, end: nextContent(text, nextLine(text, end)), text: '' }];
  // What stands above the first entry may speak of all of them.
  const start = lineStart(text, index === 0 ? mark : commentStart(text, mark));
  const after = nextLine(text, end);
  if (after > end || start === 0) return [{ start, end: after, text: '' }];
  // The last line has no break: the one before it will be the last.
  return [{ start: start - (text[start - 1] === '\n' && text[start - 2] === '\r' ? 2 : 1), end, text: '' }];
}

/** Where the last line of an entry ends. */
function entryEnd(node: MappingNode | SequenceNode, index: number, text: string): number {
  const [key, value] = node.kind === 'sequence' ? [undefined, node.items[index]] : (node.pairs[index] ?? []);
  const mark = node.marks[index] ?? 0;
  const head = lineEnd(text, key?.end ?? mark);
  const end = value === undefined ? head : Math.max(head, lastLineEnd(value, text));
  return withComments(end, columnOf(text, mark), text);
}

/** The end of a value with the comments directly below it that stand deeper than what holds it: they speak of the value. */
function withComments(end: number, column: number, text: string): number {
  let last = end;
  for (let at = nextLine(text, end); at > last && at < text.length; at = nextLine(text, at)) {
    const hash = afterSpaces(text, at);
    if (text[hash] !== '#' || hash - at <= column) break;
    last = lineEnd(text, at);
  }
  return last;
}

function nextContent(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlankLine(text, at)) at = nextLine(text, at);
  return afterSpaces(text, at);
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
}
