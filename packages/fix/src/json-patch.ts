import { listKey } from '@bulwark/schema';
import { applyEdits, isArray, isObject, member, valueAt, type Edit, type Json, type Path } from '@bulwark/model';

/** An operation of RFC 6902. */
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/**
 * Edits as a JSON patch. What it relies on is tested first, so that it fails as a whole on an object that is not the one that
 * was judged: the items that it goes through are those of these names, and what it replaces or removes is what it was.
 */
export function jsonPatch(value: Json, edits: readonly Edit[]): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  const tested = new Set<string>();
  let now = value;
  for (const edit of edits) {
    for (const test of itemTests(now, edit.path)) {
      if (tested.has(test.path)) continue;
      tested.add(test.path);
      operations.push(test);
    }
    operations.push(...operationsOf(now, edit));
    if (edit.op === 'insert' || (edit.op === 'delete' && typeof edit.path.at(-1) === 'number')) tested.clear();
    now = applyEdits(now, [edit]);
  }
  return operations;
}

function* itemTests(value: Json, path: Path): IterableIterator<Extract<PatchOperation, { readonly value: Json }>> {
  for (const [at, step] of path.entries()) {
    if (typeof step !== 'number') continue;
    const place = path.slice(0, at + 1);
    const item = valueAt(value, place);
    for (const key of listKey(String(path[at - 1]), item) ?? []) {
      const named = member(item, key);
      if (named !== undefined && named !== null) yield { op: 'test', path: pointer([...place, key]), value: named };
    }
  }
}

function operationsOf(value: Json, edit: Edit): readonly PatchOperation[] {
  const old = valueAt(value, edit.path);
  const path = pointer(edit.path);
  if (edit.op === 'delete') {
    return old === undefined
      ? []
      : [
          { op: 'test', path, value: old },
          { op: 'remove', path },
        ];
  }
  if (edit.op === 'insert') return [{ op: 'add', path, value: edit.value }];
  if (edit.op === 'append') {
    return isArray(old) ? [{ op: 'add', path: `${path}/-`, value: edit.value }] : put(value, edit.path, [edit.value]);
  }
  return put(value, edit.path, edit.value);
}

/** Sets a value, with the maps on the way that are not there. */
function put(root: Json, path: Path, value: Json): readonly PatchOperation[] {
  let depth = 0;
  let at: Json | undefined = root;
  while (depth < path.length && (isObject(at) || isArray(at))) at = valueAt(root, path.slice(0, ++depth));
  const place = pointer(path.slice(0, depth));
  let inside = value;
  for (const step of path.slice(depth).toReversed()) inside = { [step]: inside };
  if (at === undefined) return [{ op: 'add', path: place, value: inside }];
  return [
    { op: 'test', path: place, value: at },
    { op: 'replace', path: place, value: inside },
  ];
}

/** RFC 6901. */
function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
