import type { MappingNode, Node, SequenceNode } from '../yaml/full/node.ts';
import type { DocumentTree } from './document-tree.ts';
import type { Quote } from './scalar-text.ts';

/** How a document is written, so that what is new looks like its neighbours. */
export interface Style {
  readonly lineBreak: string;
  /** Columns from a map to the maps below its keys. */
  readonly step: number;
  /** Columns from a key to the dashes of its list. */
  readonly listStep: number;
  /** Columns from a dash to its item. */
  readonly dashWidth: number;
  readonly quote: Quote;
  /** What stands inside the braces of a map on one line. */
  readonly padding: string;
  /** What follows a comma, and the colon after a key in quotes. */
  readonly gap: string;
  /** Whether texts of several lines stand in literal blocks: comments below a block might become part of it. */
  readonly literal: boolean;
}

/** A document's text and how it is written. */
export interface Sheet {
  readonly text: string;
  readonly json: boolean;
  readonly style: Style;
}

const PLAIN_STYLE: Style = {
  lineBreak: '\n',
  step: 2,
  listStep: 0,
  dashWidth: 2,
  quote: '"',
  padding: '',
  gap: ' ',
  literal: true,
};

export function lineStart(text: string, at: number): number {
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

export function isFlow(node: Node, text: string): boolean {
  return (node.kind === 'sequence' && text[node.start] === '[') || (node.kind === 'mapping' && text[node.start] === '{');
}

/** Counts, of which the highest wins. */
class Votes<T> {
  readonly #votes = new Map<T, number>();

  add(value: T): void {
    this.#votes.set(value, (this.#votes.get(value) ?? 0) + 1);
  }

  winner(fallback: T): T {
    let best: [T, number] = [fallback, 0];
    for (const vote of this.#votes) if (vote[1] > best[1]) best = vote;
    return best[0];
  }
}

interface Habits {
  readonly step: Votes<number>;
  readonly listStep: Votes<number | undefined>;
  readonly dashWidth: Votes<number>;
  readonly quote: Votes<Quote>;
  readonly padding: Votes<string>;
  readonly gap: Votes<string>;
}

/** How a document is written; `file` is asked where the document itself has no lists. */
export function styleOf({ text, root, json }: DocumentTree, file: string): Style {
  const fallback = PLAIN_STYLE;
  const habits: Habits = {
    step: new Votes(),
    listStep: new Votes(),
    dashWidth: new Votes(),
    quote: new Votes(),
    padding: new Votes(),
    gap: new Votes(),
  };
  if (root !== undefined) watch(root, text, habits);
  return {
    lineBreak: /\r\n|\n|\r/.exec(text)?.[0] ?? fallback.lineBreak,
    step: habits.step.winner(fallback.step),
    listStep: habits.listStep.winner(undefined) ?? listStepIn(file) ?? fallback.listStep,
    dashWidth: habits.dashWidth.winner(fallback.dashWidth),
    quote: json ? '"' : habits.quote.winner(fallback.quote),
    padding: habits.padding.winner(fallback.padding),
    gap: habits.gap.winner(fallback.gap),
    literal: true,
  };
}

/** The first key of a file below which a list begins. */
const LIST = /^( *)[^\s#'"-][^\n#'"]*:[ \t]*(?:#.*)?\r?\n( *)- /m;

function listStepIn(file: string): number | undefined {
  const found = LIST.exec(file);
  const step = (found?.[2]?.length ?? 0) - (found?.[1]?.length ?? 0);
  return found === null || step < 0 ? undefined : step;
}

function watch(node: Node, text: string, habits: Habits): void {
  if (node.kind === 'alias') return;
  if (node.kind === 'scalar') {
    const first = text[node.start];
    if (first === '"' || first === "'") habits.quote.add(first);
    return;
  }
  if (isFlow(node, text)) watchFlow(node, text, habits);
  if (node.kind === 'sequence') watchSequence(node, text, habits);
  else watchMapping(node, text, habits);
}

function watchSequence(node: SequenceNode, text: string, habits: Habits): void {
  for (const [index, item] of node.items.entries()) {
    watch(item, text, habits);
    const mark = node.marks[index] ?? 0;
    if (isOnDash(item, mark, text)) habits.dashWidth.add(item.start - mark);
  }
}

/** Whether an item is a map or a list in block style that begins on the line of its dash. */
export function isOnDash(item: Node, mark: number, text: string): boolean {
  if ((item.kind !== 'mapping' && item.kind !== 'sequence') || isFlow(item, text) || item.start === mark) return false;
  return text[mark] === '-' && item.properties === undefined && /^- +$/.test(text.slice(mark, item.start));
}

function watchMapping(node: MappingNode, text: string, habits: Habits): void {
  const flow = isFlow(node, text);
  for (const [index, [, value]] of node.pairs.entries()) {
    watch(value, text, habits);
    if (flow || value.kind === 'scalar' || value.kind === 'alias' || isFlow(value, text)) continue;
    const step = columnOf(text, value.start) - columnOf(text, node.marks[index] ?? 0);
    if (value.kind === 'sequence') habits.listStep.add(step);
    else if (step > 0) habits.step.add(step);
  }
}

function watchFlow(node: Exclude<Node, { kind: 'scalar' | 'alias' }>, text: string, habits: Habits): void {
  const first = node.marks[0];
  if (first === undefined) return;
  if (node.kind === 'mapping') {
    const padding = text.slice(node.start + 1, first);
    if (/^ *$/.test(padding)) habits.padding.add(padding);
    const [key, value] = node.pairs[0] ?? [];
    const colon = node.colons[0] ?? -1;
    if (key !== undefined && value !== undefined && text[key.start] === '"' && colon > 0 && value.start >= colon) {
      const gap = text.slice(colon, value.start);
      if (/^ *$/.test(gap)) habits.gap.add(gap);
    }
  }
}
