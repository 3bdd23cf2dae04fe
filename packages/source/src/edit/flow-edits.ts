import type { Json } from '@bulwark/model';

import type { MappingNode, SequenceNode } from '../yaml/full/node.ts';
import { isEmptyNode, lineEnd, nextLine, startOf, startsLine } from './lines.ts';
import { quoteIn, quoteOf } from './quote.ts';
import { quoted, type Quote } from './scalar-text.ts';
import type { Splice } from './splice.ts';
import type { Spot } from './spot.ts';
import { lineStart, type Sheet, type Style } from './style.ts';
import { flowMember, flowText, prettyJson } from './value-text.ts';

type Collection = MappingNode | SequenceNode;

/** Another value at a place in flow style. */
export function replaceInFlow(spot: Spot, value: Json, sheet: Sheet, anchor?: string): Splice[] {
  const { node, holder } = spot;
  const { text, json } = sheet;
  const quote = quoteOf(spot, text);
  const form = holder === undefined ? { json, pretty: json && text.includes('\n') } : formOf(holder.spot.node, text, json);
  const written = (anchor === undefined ? '' : `&${anchor} `) + valueText(value, startOf(node), { ...form, quote }, sheet);
  if (!isEmptyNode(node) || holder === undefined) return [{ start: startOf(node), end: node.end, text: written }];
  return [afterKey(holder.spot.node, holder.index, node.end, written)];
}

/** The value of a key that has none. */
function afterKey(holder: Collection, index: number, end: number, written: string): Splice {
  const colon = holder.kind === 'mapping' ? holder.colons[index] : end;
  if (colon === undefined || colon === -1) return { start: end, end, text: `: ${written}` };
  return { start: colon, end: colon, text: ` ${written}` };
}

interface Form {
  /** Whether all is written as in JSON. */
  readonly json: boolean;
  /** Whether each entry has lines of its own. */
  readonly pretty: boolean;
  /** What a text is in, whether it needs it or not. */
  readonly quote: Quote | undefined;
}

function formOf(node: Collection, text: string, json: boolean): Form {
  const last = node.marks.at(-1);
  const pretty = last === undefined ? json && text.includes('\n') : startsLine(text, last);
  const quote = node.kind === 'sequence' ? quoteIn(node, text) : undefined;
  return { json: json || hasJsonKeys(node, text), pretty, quote };
}

function hasJsonKeys(node: Collection, text: string): boolean {
  return node.kind === 'mapping' && node.pairs.length > 0 && node.pairs.every(([key]) => text[key.start] === '"');
}

function valueText(value: Json, at: number, { json, pretty, quote }: Form, { text, style }: Sheet): string {
  if (typeof value === 'string' && quote !== undefined && !json) return quoted(value, quote);
  if (!json || !pretty) return flowText(value, style, json);
  return prettyJson(value, indentOf(text, at), unitOf(text), style);
}

function indentOf(text: string, at: number): string {
  const start = lineStart(text, at);
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** What one level of a JSON text over several lines is indented by. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** What is put in: a member by its key, or an item. */
export interface NewEntry {
  readonly key: string | undefined;
  readonly value: Json;
}

/** A new entry before the one at `index`, or at the end. */
export function insertInFlow(node: Collection, index: number, entry: NewEntry, sheet: Sheet): Splice[] {
  const { text, json, style } = sheet;
  const form = formOf(node, text, json);
  const count = node.marks.length;
  if (count === 0) return [fill(node, entry, form, sheet)];
  const at = node.marks[Math.min(index, count - 1)] ?? 0;
  const written = entryText(entry, at, form, sheet);
  if (index < count) {
    const gap = form.pretty ? style.lineBreak + indentOf(text, at) : gapOf(node, text, style).replace(/^[^,]*,/, '');
    return [{ start: at, end: at, text: `${written},${gap}` }];
  }
  return append(node, written, form, sheet);
}

function append(node: Collection, written: string, form: Form, { text, style }: Sheet): Splice[] {
  const end = entryEnd(node, node.marks.length - 1);
  const comma = commaAfter(text, end);
  if (!form.pretty) {
    if (comma === -1) return [{ start: end, end, text: gapOf(node, text, style) + written }];
    return [{ start: comma + 1, end: comma + 1, text: `${style.gap}${written},` }];
  }
  const line = style.lineBreak + indentOf(text, node.marks.at(-1) ?? 0) + written;
  const after = comma === -1 ? end : comma + 1;
  const at = isRestComment(text, after) ? lineEnd(text, after) : after;
  if (comma !== -1) return [{ start: at, end: at, text: `${line},` }];
  if (at === end) return [{ start: end, end, text: `,${line}` }];
  return [
    { start: end, end, text: ',' },
    { start: at, end: at, text: line },
  ];
}

/** Whether nothing but blanks and a comment follow on the line. */
function isRestComment(text: string, from: number): boolean {
  return /^[ \t]*(#.*)?$/.test(text.slice(from, lineEnd(text, from)));
}

function entryText({ key, value }: NewEntry, at: number, form: Form, sheet: Sheet): string {
  const { style } = sheet;
  if (key === undefined) return valueText(value, at, form, sheet);
  if (!form.json) return flowMember(key, value, style, false);
  return `${JSON.stringify(key)}:${style.gap}${valueText(value, at, form, sheet)}`;
}

/** The first entry of an empty collection. */
function fill(node: Collection, entry: NewEntry, form: Form, sheet: Sheet): Splice {
  const { text, style } = sheet;
  const inside = { start: node.start + 1, end: node.end - 1 };
  if (!form.pretty) {
    const padding = node.kind === 'mapping' ? style.padding : '';
    return { ...inside, text: padding + entryText(entry, node.start, form, sheet) + padding };
  }
  const indent = indentOf(text, node.start);
  const whole = prettyJson(entry.key === undefined ? [entry.value] : { [entry.key]: entry.value }, indent, unitOf(text), style);
  return { ...inside, text: whole.slice(1, -1) };
}

function entryEnd(node: Collection, index: number): number {
  if (node.kind === 'sequence') return node.items[index]?.end ?? node.end;
  const [key, value] = node.pairs[index] ?? [];
  return Math.max(key?.end ?? 0, value?.end ?? 0, node.colons[index] ?? 0);
}

/** What stands between the last two entries, else what the document has after its commas. */
function gapOf(node: Collection, text: string, style: Style): string {
  const count = node.marks.length;
  const gap = count < 2 ? '' : text.slice(entryEnd(node, count - 2), node.marks[count - 1]);
  return /^ *, *$/.test(gap) ? gap : `,${style.gap}`;
}

/** The comma that follows `from`, if the next thing is one. */
function commaAfter(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (text[at] !== '#') break;
    at = lineEnd(text, at);
  }
  return text[at] === ',' ? at : -1;
}

/** A collection in flow style without one of its entries. */
export function removeInFlow(node: Collection, index: number, text: string): Splice[] {
  const count = node.marks.length;
  const start = node.marks[index] ?? 0;
  const end = entryEnd(node, index);
  if (count === 1) return [{ start: node.start + 1, end: node.end - 1, text: '' }];
  const comma = commaAfter(text, end);
  const alone = startsLine(text, start) && isRestComment(text, comma === -1 ? end : comma + 1);
  const lines = { start: lineStart(text, start), end: nextLine(text, comma === -1 ? end : comma + 1), text: '' };
  const before = entryEnd(node, index - 1);
  if (comma !== -1)
    return [
      alone
        ? lines
        : index < count - 1
          ? { start, end: node.marks[index + 1] ?? end, text: '' }
          : { start: before, end, text: '' },
    ];
  const comma0 = commaAfter(text, before);
  return alone ? [{ start: comma0, end: comma0 + 1, text: '' }, lines] : [{ start: before, end, text: '' }];
}
