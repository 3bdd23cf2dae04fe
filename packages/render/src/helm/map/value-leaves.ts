import { formatPath, isArray, isObject, lineStartsOf, positionAt, type Json, type Locator, type Path } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

/** What a value is, and so how it can be made one that nobody else has. */
export type LeafKind = 'text' | 'number' | 'true' | 'false' | 'key';

/** One scalar of a file of values, or one line of a text that has several. */
export interface Leaf {
  readonly path: Path;
  readonly key: string;
  /** Of its key in the file, or of the text's line; one-based. Undefined where the value is no line of a file. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly kind: LeafKind;
  /** How the value, or the line of it, is printed. */
  readonly printed: string;
  /** What is written in the place of `range`; `token` is the value that nobody else has. */
  readonly range: { readonly start: number; readonly end: number };
  readonly write: (token: string) => string;
}

const MOST_LEAVES = 20_000;
/** A line of a text that is a template and prints nothing itself. */
const SILENT_LINE = /^\s*(?:\{\{-?\s*(?:\/\*|if|else|end|with|range|define|\$)[^}]*\}\}\s*)+$/;

/** Every scalar that can be marked, in the order of the file. */
export function leavesOf(text: string): Leaf[] {
  const [document] = readDocuments(text);
  if (document?.value === undefined || document.error !== undefined) return [];
  const walk: Walk = { text, lineStarts: lineStartsOf(text), locator: document.locator, leaves: [], seen: new Set() };
  collect(document.value, [], walk);
  return walk.leaves.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

interface Walk {
  readonly text: string;
  readonly lineStarts: Int32Array;
  readonly locator: Locator;
  readonly leaves: Leaf[];
  /** Where an alias leads to what an anchor has already. */
  readonly seen: Set<number>;
}

function collect(value: Json, path: Path, walk: Walk): void {
  if (walk.leaves.length > MOST_LEAVES) return;
  if (isArray(value)) {
    for (const [at, item] of value.entries()) collect(item, [...path, at], walk);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      addKey(key, [...path, key], walk);
      collect(item, [...path, key], walk);
    }
  } else {
    const node = walk.locator.find(path);
    if (node === undefined || walk.seen.has(node.value.start) || node.value.end <= node.value.start) return;
    walk.seen.add(node.value.start);
    // What an alias stands for is changed where its anchor stands.
    if (walk.text[node.value.start] === '*') return;
    addLeaf(value, path, { at: node.key ?? node.value, range: node.value }, walk);
  }
}

interface Node {
  readonly at: { readonly start: number };
  readonly range: { readonly start: number; readonly end: number };
}

function addLeaf(value: Exclude<Json, object>, path: Path, { at, range }: Node, walk: Walk): void {
  const { line, column } = positionAt({ path: '', lineStarts: walk.lineStarts }, at.start);
  const common = { path, key: formatPath(path), line, column, range, printed: String(value) };
  if (value === true) walk.leaves.push({ ...common, kind: 'true', write: (token) => JSON.stringify(`true${token}`) });
  else if (value === false) walk.leaves.push({ ...common, kind: 'false', write: (token) => JSON.stringify(`false${token}`) });
  else if (typeof value === 'number' || typeof value === 'bigint')
    walk.leaves.push({ ...common, kind: 'number', write: (token) => token });
  else if (typeof value === 'string' && value !== '') addText(value, common, walk);
}

/** A name that a `range` over the map may print. */
function addKey(key: string, path: Path, walk: Walk): void {
  const range = walk.locator.find(path)?.key;
  if (range === undefined || key === '' || walk.seen.has(range.start)) return;
  walk.seen.add(range.start);
  const { line, column } = positionAt({ path: '', lineStarts: walk.lineStarts }, range.start);
  const write = (token: string): string => JSON.stringify(key + token);
  walk.leaves.push({ path, key: formatPath(path), line, column, kind: 'key', printed: key, range, write });
}

function addText(value: string, common: Omit<Leaf, 'kind' | 'write'>, walk: Walk): void {
  const { range } = common;
  const source = walk.text.slice(range.start, range.end);
  if (/^[|>]/.test(source)) {
    addBlockLines(source, common, walk);
    return;
  }
  if (/^\d+$/.test(value)) walk.leaves.push({ ...common, kind: 'number', write: (token) => JSON.stringify(token) });
  else
    walk.leaves.push({
      ...common,
      kind: 'text',
      printed: value.split('\n')[0] ?? '',
      write: (token) => JSON.stringify(withToken(value, token)),
    });
}

/** A block scalar has a token for each of its lines, which says which line of the file it is. */
function addBlockLines(source: string, common: Omit<Leaf, 'kind' | 'write'>, walk: Walk): void {
  let start = common.range.start;
  for (const [at, line] of source.split('\n').entries()) {
    const end = start + line.trimEnd().length;
    if (at > 0 && line.trim() !== '' && !SILENT_LINE.test(line)) {
      const { line: number, column } = positionAt(
        { path: '', lineStarts: walk.lineStarts },
        start + line.length - line.trimStart().length,
      );
      walk.leaves.push({
        ...common,
        line: number,
        column,
        kind: 'text',
        printed: line.trim(),
        range: { start: end, end },
        write: (token) => token,
      });
    }
    start += line.length + 1;
  }
}

function withToken(value: string, token: string): string {
  return value
    .split('\n')
    .map((line) => (line.trim() === '' || SILENT_LINE.test(line) ? line : `${line}${token}`))
    .join('\n');
}
