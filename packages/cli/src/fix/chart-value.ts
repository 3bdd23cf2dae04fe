import { formatPath, isArray, isObject, lineStartsOf, positionAt, type Edit, type Json, type Path } from '@bulwark/model';
import type { MappedPlace } from '@bulwark/render';
import { readDocuments } from '@bulwark/source';
import type { SourceEdits } from '@bulwark/fix';

/** The edit of a chart's values that gives a rendered field another value; undefined where no one value gives it as it is. */
export function valueEdit(given: MappedPlace['value'], edit: Edit, text: string | undefined): SourceEdits | undefined {
  if (given?.precision !== 'exact' || given.line === undefined || text === undefined) return undefined;
  if ((edit.op !== 'set' && edit.op !== 'replace') || isObject(edit.value) || isArray(edit.value)) return undefined;
  const file = { path: given.file, lineStarts: lineStartsOf(text) };
  const [document] = readDocuments(text);
  const found = leavesOf(document?.value, []).filter((path) => {
    const start = document?.locator.find(path)?.key?.start;
    if (start === undefined || positionAt(file, start).line !== given.line) return false;
    // Those of a chart in a chart are below its name.
    const key = formatPath(path);
    return given.key === key || given.key.endsWith(`.${key}`);
  });
  const [path] = found;
  if (path === undefined || found.length > 1) return undefined;
  return { path: given.file, document: 0, edits: [{ op: 'replace', path, value: edit.value }] };
}

function leavesOf(value: Json | undefined, path: Path): readonly Path[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
  return value === undefined || isArray(value) ? [] : [path];
}
