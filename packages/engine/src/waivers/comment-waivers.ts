import { findControl } from '@bulwark/controls';
import {
  isArray,
  isObject,
  positionAt,
  type Json,
  type KubeObject,
  type Locator,
  type Path,
  type Place,
  type SourceFile,
} from '@bulwark/model';
import { controlsOf } from './tool-annotations.ts';
import type { ControlNames, WrittenWaiver } from './written-waiver.ts';

/** What a text must hold before it is worth looking for comments in it. */
const MARK = /bulwark:ignore|checkov:skip=/;
const OWN = /^#+\s*bulwark:ignore(?:\s+(\S+))?(?:\s+(.*?))?\s*$/;
const CHECKOV = /^#+\s*checkov:skip=([A-Za-z0-9_]+)(?::(.*?))?\s*$/;
/** A `#` begins a comment at the start of a line or behind white space (YAML 1.2, 6.6). */
const COMMENT = /(?:^|[ \t])(#+[ \t]*(?:bulwark:ignore|checkov:skip=).*)$/;

/**
 * The waivers in the comments of a file: `# bulwark:ignore pod/privileged the reason` covers what is found on its line or,
 * where it stands alone, on the next line that is no comment; `#checkov:skip=ID:reason` its whole object, as there.
 */
export function commentWaivers(
  text: string,
  objects: readonly KubeObject[],
  options: { readonly otherTools: boolean },
): readonly WrittenWaiver[] {
  const file = objects[0]?.origin?.file;
  if (file === undefined || !MARK.test(text)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) => waiversIn(line, index, { lines, file, objects, ...options }));
}

interface Around {
  readonly lines: readonly string[];
  readonly file: SourceFile;
  readonly objects: readonly KubeObject[];
}

function waiversIn(line: string, index: number, around: Around & { readonly otherTools: boolean }): readonly WrittenWaiver[] {
  const match = COMMENT.exec(line.replace(/\r$/, ''));
  if (match === null) return [];
  const comment = match[1] ?? '';
  const start = match.index + match[0].length - comment.length;
  const object = holderOf((around.file.lineStarts[index] ?? 0) + start, index, around);
  if (object === undefined) return [];
  const end = start + comment.trimEnd().length + 1;
  const place: Place = {
    file: around.file.path,
    line: index + 1,
    column: start + 1,
    endLine: index + 1,
    endColumn: end,
    exact: true,
  };
  const base = { origin: 'comment', object, path: [], place, under: [] } as const;
  const own = OWN.exec(comment);
  if (own === null) return around.otherTools ? checkovWaiver(comment, base) : [];
  const said = { ...base, tool: 'bulwark', as: '# bulwark:ignore', reason: own[2] || undefined } as const;
  return namesIn(own[1]).map((controls) => ({ ...said, controls, line: targetLine(around.lines, index, start) }));
}

function checkovWaiver(
  comment: string,
  base: Pick<WrittenWaiver, 'origin' | 'object' | 'path' | 'place' | 'under'>,
): readonly WrittenWaiver[] {
  const match = CHECKOV.exec(comment);
  const controls = controlsOf('checkov', match?.[1] ?? '');
  const reason = match?.[2]?.trim() || undefined;
  return controls === undefined ? [] : [{ ...base, tool: 'checkov', as: '#checkov:skip', controls, reason }];
}

/** One waiver for each control of `pod/privileged,pod/run-as-root`, so that each can be said to be unused. */
function namesIn(word: string | undefined): readonly ControlNames[] {
  const names = (word ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0) return [{ unknown: '' }];
  return names.map((name) => {
    const control = findControl(name);
    return control === undefined ? { unknown: name } : { ids: [control.id] };
  });
}

/** The one-based line that a comment speaks of: its own, or the first one below that is no comment. */
function targetLine(lines: readonly string[], index: number, start: number): number {
  if (lines[index]?.slice(0, start).trim() !== '') return index + 1;
  let next = index + 1;
  while (lines[next]?.trimStart().startsWith('#') === true) next++;
  return next + 1;
}

/** The object whose text a comment stands in or before; undefined where the "comment" is part of a value. */
function holderOf(offset: number, line: number, { lines, file, objects }: Around): KubeObject | undefined {
  let from = line;
  while (from > 0 && !isSeparator(lines[from])) from--;
  let to = line + 1;
  while (to < lines.length && !isSeparator(lines[to])) to++;
  const inDocument = objects.flatMap((object) => {
    const locator = object.origin?.locator;
    const range = locator?.find([])?.value;
    if (locator === undefined || range === undefined) return [];
    const at = positionAt(file, range.start).line - 1;
    return at >= from && at < to ? [{ object, locator, range }] : [];
  });
  const inside = inDocument.find(({ range }) => range.start <= offset && offset < range.end);
  if (inside !== undefined) return isInScalar(inside.object.value, inside.locator, [], offset) ? undefined : inside.object;
  return (inDocument.find(({ range }) => range.start > offset) ?? inDocument.at(-1))?.object;
}

function isSeparator(line: string | undefined): boolean {
  return line !== undefined && /^---(?:\s|$)/.test(line);
}

function isInScalar(value: Json | undefined, locator: Locator, path: Path, offset: number): boolean {
  const range = locator.find(path)?.value;
  if (range === undefined || offset < range.start || offset >= range.end) return false;
  if (isArray(value)) return value.some((item, index) => isInScalar(item, locator, [...path, index], offset));
  if (isObject(value)) return Object.keys(value).some((key) => isInScalar(value[key], locator, [...path, key], offset));
  return true;
}
