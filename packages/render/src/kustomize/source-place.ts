import { isArray, isObject, positionAt, valueAt, type Json, type Path } from '@bulwark/model';
import type { ParsedDocument } from '@bulwark/source';

import type { SourceLine } from '../source-map.ts';
import type { Shown } from './build-failure.ts';
import type { InnerSource, Source } from './taint/candidate.ts';

/** Where a source stands in its file, as reports say it: at its key, or at the first key of an item. */
export function lineOf(source: Source, shown: Shown): Omit<SourceLine, 'precision'> & { readonly isSure: boolean } {
  const { file, role, inner, path, document } = source;
  const name = shown(file.path);
  if (role === 'data') return { file: name, line: 1, column: 1, isSure: true };
  if (role === 'env') return { file: name, line: Number(path[0] ?? 0) + 1, column: 1, isSure: true };
  const offset = offsetOf(file.documents[document], path);
  if (offset === undefined) return { file: name, line: undefined, isSure: false };
  const outer = positionAt(file, offset);
  if (inner === undefined) return { file: name, ...outer, isSure: true };
  const place = placeInside(source, inner);
  return place === undefined ? { file: name, ...outer, isSure: false } : { file: name, ...place, isSure: true };
}

function offsetOf(document: ParsedDocument | undefined, path: Path): number | undefined {
  const reached = document?.locator.nearest(path);
  if (document === undefined || reached === undefined) return undefined;
  const { node, depth } = reached;
  if (node.key !== undefined) return node.key.start;
  const value = valueAt(document.value, path.slice(0, depth));
  return firstKeyOffset(document, path.slice(0, depth), value) ?? node.value.start;
}

/** An item of a list is shown at its first key, as it is when it is a finding's own. */
function firstKeyOffset(document: ParsedDocument, path: Path, value: Json | undefined): number | undefined {
  if (isArray(value)) return undefined;
  const keys = isObject(value) ? Object.keys(value) : [];
  const inside = document.locator.find(path)?.value;
  const starts = keys.flatMap((key) => document.locator.find([...path, key])?.key?.start ?? []);
  const own = starts.filter((start) => inside !== undefined && start >= inside.start && start < inside.end);
  return own.length === 0 ? undefined : Math.min(...own);
}

/**
 * A text of several lines that stands as a literal block keeps its lines: each is where it is in the file, but for the
 * indentation. Undefined for any other form.
 */
function placeInside(source: Source, inner: InnerSource): { line: number; column: number } | undefined {
  const { file, document, path } = source;
  const range = file.documents[document]?.locator.find(path)?.value;
  const offset = offsetOf(inner.text.documents[inner.document], inner.path);
  if (range === undefined || offset === undefined || file.text[range.start] !== '|') return undefined;
  const header = positionAt(file, range.start).line;
  const within = positionAt({ path: '', lineStarts: inner.text.lineStarts }, offset);
  const line = header + within.line;
  const written = lineAt(file, line);
  const meant = lineAt(inner.text, within.line);
  return written.endsWith(meant) ? { line, column: written.length - meant.length + within.column } : undefined;
}

function lineAt({ text, lineStarts }: { readonly text: string; readonly lineStarts: Int32Array }, line: number): string {
  return text.slice(lineStarts[line - 1] ?? 0, lineStarts[line] ?? text.length).trimEnd();
}
