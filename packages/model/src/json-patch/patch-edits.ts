import { applyEdits } from '../apply-edits.ts';
import type { Edit } from '../edit.ts';
import { isArray, isObject, member, valueAt, type Json } from '../json.ts';
import type { Path } from '../path.ts';
import { isSameJson } from '../same-json.ts';
import { readOperation, type PatchOperation } from './operation.ts';
import { pointerSteps } from './pointer.ts';

/** The edits that a patch makes, or which of its operations cannot be made, and why. */
export type PatchEdits = { readonly edits: readonly Edit[] } | { readonly problem: string; readonly operation: number };

/** The edits that a JSON Patch (RFC 6902) makes in `value`. All of it or nothing: one operation that fails fails the patch. */
export function patchEdits(value: Json, patch: Json): PatchEdits {
  if (!isArray(patch)) return { problem: 'a JSON Patch must be a list of operations', operation: 0 };
  const edits: Edit[] = [];
  let now = value;
  for (const [operation, entry] of patch.entries()) {
    const read = readOperation(entry);
    const made = 'problem' in read ? read.problem : editsOf(now, read);
    if (typeof made === 'string') return { problem: made, operation };
    now = applyEdits(now, made);
    edits.push(...made);
  }
  return { edits };
}

/** What one operation does, or why it cannot be done. */
function editsOf(value: Json, operation: PatchOperation): readonly Edit[] | string {
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return added(value, path, operation.value);
    case 'move':
    case 'copy':
      return transferred(value, operation);
    default: {
      const place = existing(value, path);
      if (place === undefined) return `${op}: nothing stands at ${JSON.stringify(path)}`;
      if (op === 'replace') return [{ op: 'set', path: place.path, value: operation.value }];
      if (op === 'remove') return place.path.length === 0 ? 'remove: the whole document' : [{ op: 'delete', path: place.path }];
      return isSameJson(place.value, operation.value) ? [] : `test: another value stands at ${JSON.stringify(path)}`;
    }
  }
}

function transferred(
  value: Json,
  { op, from, path }: Extract<PatchOperation, { readonly op: 'move' | 'copy' }>,
): readonly Edit[] | string {
  const source = existing(value, from);
  if (source === undefined) return `${op}: nothing stands at ${JSON.stringify(from)}`;
  if (op === 'copy') return added(value, path, source.value);
  if (from === path) return [];
  if (path.startsWith(`${from}/`)) return 'move: a value cannot move into itself';
  const removed: Edit = { op: 'delete', path: source.path };
  const made = added(applyEdits(value, [removed]), path, source.value);
  return typeof made === 'string' ? made : [removed, ...made];
}

/** A value put at a place: a member, or an item before the one that is there, or the whole document. */
function added(value: Json, pointer: string, item: Json): readonly Edit[] | string {
  const steps = pointerSteps(pointer);
  const last = steps?.at(-1);
  if (steps === undefined) return `add: ${JSON.stringify(pointer)} is no JSON Pointer`;
  if (last === undefined) return [{ op: 'set', path: [], value: item }];
  const holder = resolved(value, steps.slice(0, -1));
  const within = holder === undefined ? undefined : valueAt(value, holder);
  if (holder === undefined || (!isObject(within) && !isArray(within))) return `add: nothing holds ${JSON.stringify(pointer)}`;
  if (isObject(within)) return [{ op: 'set', path: [...holder, last], value: item }];
  return insertedItem(holder, within.length, last, item);
}

function insertedItem(list: Path, length: number, step: string, value: Json): readonly Edit[] | string {
  const index = step === '-' ? length : indexOf(step);
  if (index === undefined || index > length) return `add: ${JSON.stringify(step)} is no place in a list of ${length}`;
  return [index === length ? { op: 'append', path: list, value } : { op: 'insert', path: [...list, index], value }];
}

function existing(value: Json, pointer: string): { readonly path: Path; readonly value: Json } | undefined {
  const steps = pointerSteps(pointer);
  const path = steps === undefined ? undefined : resolved(value, steps);
  const found = path === undefined ? undefined : valueAt(value, path);
  return path === undefined || found === undefined ? undefined : { path, value: found };
}

/** The path that steps lead along: what stands there says whether a step is a key or an index. */
function resolved(value: Json, steps: readonly string[]): Path | undefined {
  const path: (string | number)[] = [];
  let now: Json | undefined = value;
  for (const step of steps) {
    const key: string | number | undefined = isArray(now) ? indexOf(step) : step;
    if (key === undefined) return undefined;
    now = isArray(now) ? now[Number(key)] : member(now, step);
    if (now === undefined) return undefined;
    path.push(key);
  }
  return path;
}

function indexOf(step: string): number | undefined {
  return /^(?:0|[1-9]\d{0,9})$/.test(step) ? Number(step) : undefined;
}
