import { isArray, isObject, lineStartsOf, stringAt, valueAt, type Json, type Path, type Range } from '@bulwark/model';
import { readDocuments, type ParsedDocument } from '@bulwark/source';

import type { BuildFile } from '../build-graph.ts';
import type { TextFile } from '../kustomization-file.ts';
import type { Role } from '../reference.ts';
import type { BuildFacts, Candidate, InnerText, Source } from './candidate.ts';
import { kustomizationGivings, pluginGivings } from './kustomization-candidates.ts';
import { markableLeaves, markableMaps, type MarkableLeaf } from './object-candidates.ts';

/** A patch that stands in a file as a text. */
export interface Inner {
  /** Of the text that the whole inner text stands in. */
  readonly range: Range;
  readonly text: InnerText;
  readonly candidates: readonly Candidate[];
}

/** A file, and all in it that can be marked. */
export interface MarkableFile {
  readonly file: TextFile;
  readonly candidates: readonly Candidate[];
  readonly inners: readonly Inner[];
}

/** Larger files are copied as they are: marking them would cost more than their lines are worth. */
const LARGEST_MARKED = 4 * 2 ** 20;

/** What can be marked in a file of a build. One that is an object here and a patch there is taken as the more careful. */
export function markableFile({ file, roles }: BuildFile, facts: BuildFacts): MarkableFile {
  const role = roleOf(roles);
  if (role === 'setting' || role === 'replacement' || file.text.length > LARGEST_MARKED)
    return { file, candidates: [], inners: [] };
  if (role === 'env' || role === 'data') return { file, candidates: bareCandidates(file, role), inners: [] };
  const candidates: Candidate[] = [];
  const inners: Inner[] = [];
  const taken = new Set<number>();
  for (const [document, { value, locator }] of file.documents.entries()) {
    if (value === undefined || value === null) continue;
    const base = { file, role, document, inner: undefined };
    const { leaves, patches } = givingsOf(role, value, facts);
    const sourceAt = (path: Path): Source => ({ ...base, path });
    candidates.push(...located(leaves, file.text, locator, taken, sourceAt));
    if (role === 'resource' || role === 'patch') candidates.push(...maps(value, file.text, locator, taken, sourceAt));
    for (const path of patches) inners.push(...innerOf({ ...base, path }, value, locator, facts));
  }
  return { file, candidates, inners };
}

function roleOf(roles: ReadonlySet<Role>): Role {
  const order: readonly Role[] = ['setting', 'replacement', 'kustomization', 'plugin', 'patch', 'resource', 'env', 'data'];
  return order.find((role) => roles.has(role)) ?? 'setting';
}

function givingsOf(role: Role, value: Json, facts: BuildFacts): { leaves: readonly MarkableLeaf[]; patches: readonly Path[] } {
  if (role === 'kustomization') return kustomizationGivings(value, facts);
  if (role === 'plugin') return pluginGivings(value, facts);
  return { leaves: markableLeaves(value, role === 'patch', facts), patches: [] };
}

/** Gives leaves their place. What an alias stands for is marked once, where it is written. */
function located(
  leaves: readonly MarkableLeaf[],
  text: string,
  locator: ParsedDocument['locator'],
  taken: Set<number>,
  sourceAt: (path: Path) => Source,
): Candidate[] {
  return leaves.flatMap(({ path, value, style, round }) => {
    const range = locator.find(path)?.value;
    // An anchor, an alias or a tag is a part of what is written: it would be lost.
    if (range === undefined || range.end <= range.start || taken.has(range.start) || /^[&*!]/.test(text[range.start] ?? '&'))
      return [];
    taken.add(range.start);
    return [{ source: sourceAt(path), value, range, style, round }];
  });
}

/** Where a mark can stand in each map: in its braces, or before the first key that is its own. */
function maps(
  value: Json,
  text: string,
  locator: ParsedDocument['locator'],
  taken: Set<number>,
  sourceAt: (path: Path) => Source,
): Candidate[] {
  return markableMaps(value).flatMap((path) => {
    const range = locator.find(path)?.value;
    if (range === undefined || /^[&*!]/.test(text[range.start] ?? '&')) return [];
    const start = text[range.start] === '{' ? range.start + 1 : firstKey(valueAt(value, path), path, locator, range);
    // Maps that an alias or a merge repeats have one place, and a map may begin where its first value would.
    if (start === undefined || taken.has(-start)) return [];
    taken.add(-start);
    return [{ source: sourceAt(path), value: null, range: { start, end: start }, style: 'map', round: 'map' }];
  });
}

function firstKey(map: Json | undefined, path: Path, locator: ParsedDocument['locator'], inside: Range): number | undefined {
  const keys = isObject(map) ? Object.keys(map) : [];
  const starts = keys.flatMap((key) => locator.find([...path, key])?.key?.start ?? []);
  const own = starts.filter((start) => start >= inside.start && start < inside.end);
  return own.length === 0 ? undefined : own.reduce((a, b) => Math.min(a, b));
}

function innerOf(outer: Source, value: Json, locator: ParsedDocument['locator'], facts: BuildFacts): Inner[] {
  const range = locator.find(outer.path)?.value;
  const content = stringAt(value, ...outer.path);
  if (range === undefined || content === undefined || /^[&*!]/.test(outer.file.text[range.start] ?? '&')) return [];
  const text: InnerText = { text: content, documents: readDocuments(content), lineStarts: lineStartsOf(content) };
  const taken = new Set<number>();
  const candidates = text.documents.flatMap((document, index) => {
    if (!isObject(document.value) && !isArray(document.value)) return [];
    const leaves = markableLeaves(document.value, true, facts);
    const sourceAt = (path: Path): Source => ({ ...outer, role: 'patch', inner: { text, document: index, path } });
    return [
      ...located(leaves, content, document.locator, taken, sourceAt),
      ...maps(document.value, content, document.locator, taken, sourceAt),
    ];
  });
  return [{ range, text, candidates }];
}

/** Of an env file, the end of each line that sets something; of any other file, its end. */
function bareCandidates(file: TextFile, role: 'env' | 'data'): Candidate[] {
  const { text, lineStarts } = file;
  // Bytes that are no text stay as they are.
  if (text === '' || text.includes('\uFFFD') || text.includes('\0')) return [];
  const at = (start: number, end: number, path: Path): Candidate => ({
    source: { file, role, document: 0, path, inner: undefined },
    value: text.slice(start, end),
    range: { start, end },
    style: 'bare',
    round: 'value',
  });
  if (role === 'data') return [at(0, text.length, [])];
  return [...lineStarts].flatMap((start, line) => {
    const end = (lineStarts[line + 1] ?? text.length + 1) - 1;
    const written = text.slice(start, end).trimEnd();
    return /^\s*[^#\s=]+=/.test(written) ? [at(start, start + written.length, [line])] : [];
  });
}
