import { applyEdits } from '../apply-edits.ts';
import type { Edit } from '../edit.ts';
import { isArray, isObject, valueAt, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import type { PatchOperation } from './operation.ts';
import { formatPointer } from './pointer.ts';

/** The same edits of `value` as a JSON Patch (RFC 6902); those that do not fit the value are left out. */
export function jsonPatch(value: Json, edits: readonly Edit[]): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  let now = value;
  for (const edit of edits) {
    const after = applyEdits(now, [edit]);
    if (after === now) continue;
    operations.push(operationOf(now, after, edit));
    now = after;
  }
  return operations;
}

function operationOf(before: Json, after: Json, edit: Edit): PatchOperation {
  const { op, path } = edit;
  if (op === 'delete') return { op: 'remove', path: formatPointer(path) };
  if (op === 'insert') return { op: 'add', path: formatPointer(path), value: edit.value };
  if (op === 'append' && isArray(valueAt(before, path)))
    return { op: 'add', path: `${formatPointer(path)}/-`, value: edit.value };
  const at = changedPath(before, path);
  const value = valueAt(after, at) ?? null;
  return { op: valueAt(before, at) === undefined ? 'add' : 'replace', path: formatPointer(at), value };
}

/** Up to the first member that is not there yet, or to the null in whose place a map comes. */
function changedPath(value: Json, path: Path): Path {
  let now: Json | undefined = value;
  for (const [depth, step] of path.entries()) {
    if (!isObject(now) && !isArray(now)) return path.slice(0, depth);
    now = valueAt(now, [step]);
    if (now === undefined) return path.slice(0, depth + 1);
  }
  return path;
}
