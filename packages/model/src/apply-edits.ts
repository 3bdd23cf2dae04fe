import { isArray, isObject, type Json } from './json.ts';
import type { Edit } from './edit.ts';
import type { Path } from './path.ts';

/**
 * The value with all edits made, in order. Pure: what no edit touches is shared with the argument. An edit that does not
 * fit the value (a key below a text, an item beyond the end of a list) changes nothing.
 */
export function applyEdits(value: Json, edits: readonly Edit[]): Json {
  let result = value;
  for (const edit of edits) {
    const edited = edit.op === 'insert' ? inserted(result, edit.path, edit.value) : at(result, edit.path, changeOf(edit));
    if (edited !== undefined) result = edited;
  }
  return result;
}

/** What becomes of the value at an edit's path. `GONE` removes it. */
type Change = (old: Json | undefined) => Json | typeof GONE | undefined;
const GONE = Symbol('gone');

function changeOf(edit: Exclude<Edit, { readonly op: 'insert' }>): Change {
  if (edit.op === 'delete') return (old) => (old === undefined ? undefined : GONE);
  const { op, value } = edit;
  if (op === 'set') return () => value;
  if (op === 'replace') return (old) => (old === undefined ? undefined : value);
  return (old) => (isNothing(old) ? [value] : isArray(old) ? [...old, value] : undefined);
}

function inserted(value: Json, path: Path, item: Json): Json | undefined {
  const index = path.at(-1);
  return at(value, path.slice(0, -1), (old) =>
    typeof index === 'number' && isArray(old) && index >= 0 && index <= old.length ? old.toSpliced(index, 0, item) : undefined,
  );
}

/** The value after the change at `path`, or undefined where the change does not fit. */
function at(value: Json | undefined, path: Path, change: Change): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    const changed = change(value);
    return changed === GONE ? undefined : changed;
  }
  const inner: Change = rest.length === 0 ? change : (old) => at(old, rest, change);
  return typeof step === 'number' ? atItem(value, step, inner) : atMember(value, step, inner);
}

function atMember(value: Json | undefined, key: string, change: Change): Json | undefined {
  // A key with nothing behind it (`securityContext:`) is null, and a map may take its place.
  if (!isNothing(value) && !isObject(value)) return undefined;
  const members = isNothing(value) ? [] : Object.entries(value);
  const index = members.findIndex(([name]) => name === key);
  const changed = change(members[index]?.[1]);
  if (changed === undefined) return undefined;
  if (changed === GONE) return Object.fromEntries(members.toSpliced(index, 1));
  return Object.fromEntries(index === -1 ? [...members, [key, changed]] : members.with(index, [key, changed]));
}

function atItem(value: Json | undefined, index: number, change: Change): Json | undefined {
  if (!isArray(value) || !(index in value)) return undefined;
  const changed = change(value[index]);
  if (changed === undefined) return undefined;
  return changed === GONE ? value.toSpliced(index, 1) : value.with(index, changed);
}

function isNothing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}
