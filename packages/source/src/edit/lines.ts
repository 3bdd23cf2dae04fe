import { isBlank, isBreakOrEnd } from '../yaml/chars.ts';
import type { Node } from '../yaml/full/node.ts';
import { lineStart } from './style.ts';

/** Where a line's break begins, or the text ends. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Where the line after that of `from` begins, or the text ends. */
export function nextLine(text: string, from: number): number {
  const end = lineEnd(text, from);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}

/** Where a node begins, with its anchor and tag. */
export function startOf(node: Node): number {
  return node.properties?.start ?? node.start;
}

/** Whether a node has no text of its own. */
export function isEmptyNode(node: Node): boolean {
  return startOf(node) === node.end;
}

/** Where a node's last line ends: before its break. A block scalar ends with the breaks that belong to it. */
export function lastLineEnd(node: Node, text: string): number {
  const last = deepest(node);
  const end = last.end > last.start && isBreak(text, last.end - 1) ? beforeBreak(text, last.end) : lineEnd(text, last.end);
  return isKept(last, text) ? afterBlankLines(text, end) : end;
}

/** Where a node's own text ends: a block scalar without lines does not end at the start of the next line. */
export function endOf(node: Node, text: string): number {
  return node.end > node.start && isBreak(text, node.end - 1) ? beforeBreak(text, node.end) : node.end;
}

function deepest(node: Node): Node {
  let last = node;
  for (;;) {
    const pair = last.kind === 'mapping' ? last.pairs.at(-1) : undefined;
    const next = last.kind === 'sequence' ? last.items.at(-1) : pair?.[1];
    if (next === undefined || next.end < last.end) return last;
    last = next;
  }
}

/** Whether the empty lines after a node are part of it. */
function isKept(node: Node, text: string): boolean {
  if (node.kind !== 'scalar' || (text[node.start] !== '|' && text[node.start] !== '>')) return false;
  return /^.\d?\+/.test(text.slice(node.start, node.start + 3));
}

function afterBlankLines(text: string, end: number): number {
  let last = end;
  for (let at = nextLine(text, end); at < text.length && isBlankLine(text, at); at = nextLine(text, at)) last = lineEnd(text, at);
  return last;
}

export function isBlankLine(text: string, start: number): boolean {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  return isBreakOrEnd(text.charCodeAt(at));
}

/** Whether only blanks stand before `at` on its line. */
export function startsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

function isBreak(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r';
}

function beforeBreak(text: string, after: number): number {
  return text[after - 1] === '\n' && text[after - 2] === '\r' ? after - 2 : after - 1;
}
