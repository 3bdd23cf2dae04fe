import { isArray, isObject, type Json, type JsonArray, type JsonObject } from '@bulwark/model';

import { literalText, quoted, stringText, type Quote } from './scalar-text.ts';
import type { Style } from './style.ts';

/** A value in block style: what follows its key or dash on the same line, and the whole lines below. */
export interface BlockText {
  readonly inline: string;
  readonly below: readonly string[];
}

/** What holds a value: a key, or a dash, at a column. */
export interface Holder {
  readonly kind: 'key' | 'dash' | 'root';
  readonly column: number;
}

/** A value in block style. `anchor` is the name that it gets. */
export function blockText(value: Json, holder: Holder, style: Style, anchor?: string): BlockText {
  const text = unanchored(value, holder, style, anchor !== undefined);
  if (anchor === undefined) return text;
  return { inline: text.inline === '' ? `&${anchor}` : `&${anchor} ${text.inline}`, below: text.below };
}

function unanchored(value: Json, holder: Holder, style: Style, alone: boolean): BlockText {
  if (isArray(value) && value.length > 0) return listText(value, holder, style, alone);
  if (isObject(value) && Object.keys(value).length > 0) return mapText(value, holder, style, alone);
  if (typeof value === 'string')
    return style.literal && isLiteral(value)
      ? literalBlock(value, holder, style)
      : { inline: stringText(value, false, style.quote), below: [] };
  return { inline: flowText(value, style, false), below: [] };
}

function mapText(map: JsonObject, { kind, column }: Holder, style: Style, alone: boolean): BlockText {
  const inner = kind === 'root' ? column : column + (kind === 'key' ? style.step : style.dashWidth);
  const lines = Object.entries(map).flatMap(([key, value]) => memberLines(key, value ?? null, inner, style));
  // A map begins on the line of its dash.
  if (kind !== 'dash' || alone) return { inline: '', below: lines };
  return { inline: (lines[0] ?? '').trimStart(), below: lines.slice(1) };
}

function listText(list: JsonArray, { kind, column }: Holder, style: Style, alone: boolean): BlockText {
  const inner = kind === 'root' ? column : column + (kind === 'key' ? style.listStep : style.dashWidth);
  const lines = list.flatMap((item) => itemLines(item, inner, style));
  if (kind !== 'dash' || alone) return { inline: '', below: lines };
  return { inline: (lines[0] ?? '').trimStart(), below: lines.slice(1) };
}

/** The lines of a member of a map whose keys stand at `column`. */
export function memberLines(key: string, value: Json, column: number, style: Style): string[] {
  const { inline, below } = blockText(value, { kind: 'key', column }, style);
  const head = `${' '.repeat(column)}${stringText(key, false, style.quote)}:`;
  return [inline === '' ? head : `${head} ${inline}`, ...below];
}

/** The lines of an item of a list whose dashes stand at `column`; a text is in `quote` where one is given. */
export function itemLines(value: Json, column: number, style: Style, quote?: Quote): string[] {
  const dash = `${' '.repeat(column)}-`;
  if (quote !== undefined && typeof value === 'string' && !value.includes('\n')) return [`${dash} ${quoted(value, quote)}`];
  const { inline, below } = blockText(value, { kind: 'dash', column }, style);
  return [inline === '' ? dash : dash.padEnd(column + (isCollection(value) ? style.dashWidth : 2)) + inline, ...below];
}

function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Text of several lines that a literal block gives back as it is. */
const LITERAL = /^[^\s\p{Cc}\u2028\u2029\ufeff\ufffe\uffff][^\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]*$/u;

function isLiteral(text: string): boolean {
  // How many breaks follow it would depend on what comes next in the file.
  if (!text.includes('\n') || text.endsWith('\n\n')) return false;
  return LITERAL.test(text.replaceAll(/[\n\t]/g, (char, at: number) => (at === 0 ? char : '')));
}

function literalBlock(text: string, { kind, column }: Holder, style: Style): BlockText {
  const indent = ' '.repeat(kind === 'root' ? style.step : column + (kind === 'key' ? style.step : style.dashWidth));
  const ends = /\n*$/.exec(text)?.[0].length ?? 0;
  const lines = text.split('\n').slice(0, ends === 0 ? undefined : -1);
  return { inline: ends === 0 ? '|-' : ends === 1 ? '|' : '|+', below: lines.map((line) => (line === '' ? '' : indent + line)) };
}

/** A value in flow style on one line; in JSON's form where `json` says so. */
export function flowText(value: Json, style: Style, json: boolean): string {
  if (typeof value === 'string') return json ? quoted(value, '"') : stringText(value, true, style.quote);
  if (isArray(value)) return `[${value.map((item) => flowText(item, style, json)).join(`,${style.gap}`)}]`;
  if (!isObject(value)) return literalText(value);
  const members = Object.entries(value).map(([key, item]) => flowMember(key, item ?? null, style, json));
  return members.length === 0 ? '{}' : `{${style.padding}${members.join(`,${style.gap}`)}${style.padding}}`;
}

/** A member of a map in flow style. */
export function flowMember(key: string, value: Json, style: Style, json: boolean): string {
  if (json) return `${quoted(key, '"')}:${style.gap}${flowText(value, style, json)}`;
  return `${stringText(key, true, style.quote)}: ${flowText(value, style, json)}`;
}

/** A value as JSON over several lines; `indent` stands before the line that it begins on. */
export function prettyJson(value: Json, indent: string, unit: string, style: Style): string {
  if (typeof value !== 'object' || value === null) return flowText(value, style, true);
  const inner = indent + unit;
  const parts = isArray(value)
    ? value.map((item) => prettyJson(item, inner, unit, style))
    : Object.entries(value).map(
        ([key, item]) => `${quoted(key, '"')}:${style.gap}${prettyJson(item ?? null, inner, unit, style)}`,
      );
  const [open, close] = isArray(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const lines = parts.map((part) => inner + part).join(`,${style.lineBreak}`);
  return `${open}${style.lineBreak}${lines}${style.lineBreak}${indent}${close}`;
}
