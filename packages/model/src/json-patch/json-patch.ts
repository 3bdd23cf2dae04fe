import { applyEdits } from '../apply-edits.ts';
import type { Edit } from '../edit.ts';
import { isArray, isObject, valueAt, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import type { PatchOperation } from './operation.ts';
import { formatPointer } from './pointer.ts';

export interface JsonPatchOptions {
  /** Whether what is replaced or removed is tested first, so that the patch fails on another value. */
  readonly tested?: boolean;
}

/** The same edits of `value` as a JSON Patch (RFC 6902); those that do not fit the value are left out. */
export function jsonPatch(
  value: Json,
  edits: readonly Edit[],
  { tested = false }: JsonPatchOptions = {},
): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  let now = value;
  for (const edit of edits) {
    const after = applyEdits(now, [edit]);
    if (after === now) continue;
    const { operation, at } = operationOf(now, after, edit);
    const old = at === undefined ? undefined : valueAt(now, at);
    if (tested && old !== undefined) operations.push({ op: 'test', path: operation.path, value: old });
    operations.push(operation);
    now = after;
  }
  return operations;
}

interface Operation {
  readonly operation: PatchOperation;
  /** The place of what goes; undefined where nothing does. */
  readonly at?: Path;
}

function operationOf(before: Json, after: Json, edit: Edit): Operation {
  const { op, path } = edit;
  if (op === 'delete') return { operation: { op: 'remove', path: formatPointer(path) }, at: path };
  if (op === 'insert') return { operation: { op: 'add', path: formatPointer(path), value: edit.value } };
  if (op === 'append' && isArray(valueAt(before, path)))
    return { operation: { op: 'add', path: `${formatPointer(path)}/-`, value: edit.value } };
  const at = changedPath(before, path);
  const isNew = valueAt(before, at) === undefined;
  return { operation: { op: isNew ? 'add' : 'replace', path: formatPointer(at), value: valueAt(after, at) ?? null }, at };
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
