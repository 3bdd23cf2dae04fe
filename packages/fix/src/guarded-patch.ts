import { listKey } from '@bulwark/schema';
import {
  applyEdits,
  formatPointer,
  jsonPatch,
  member,
  valueAt,
  type Edit,
  type Json,
  type PatchOperation,
  type Path,
} from '@bulwark/model';

/**
 * Edits as a JSON patch (RFC 6902) that fails as a whole on an object that is not the one that was judged: it tests that the
 * items that it goes through are those of these names, and that what it replaces or removes is what it was.
 */
export function guardedPatch(value: Json, edits: readonly Edit[]): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  const tested = new Set<string>();
  let now = value;
  for (const edit of edits) {
    const own = jsonPatch(now, [edit], { tested: true });
    if (own.length === 0) continue;
    for (const test of itemTests(now, edit.path)) {
      if (tested.has(test.path)) continue;
      tested.add(test.path);
      operations.push(test);
    }
    operations.push(...own);
    // Other items stand at these places now.
    if (edit.op === 'insert' || (edit.op === 'delete' && typeof edit.path.at(-1) === 'number')) tested.clear();
    now = applyEdits(now, [edit]);
  }
  return operations;
}

function* itemTests(value: Json, path: Path): IterableIterator<PatchOperation> {
  for (const [at, step] of path.entries()) {
    if (typeof step !== 'number') continue;
    const place = path.slice(0, at + 1);
    const item = valueAt(value, place);
    for (const key of listKey(String(path[at - 1]), item) ?? []) {
      const named = member(item, key);
      if (named !== undefined && named !== null) yield { op: 'test', path: formatPointer([...place, key]), value: named };
    }
  }
}
