import {
  groupOf,
  isArray,
  isObject,
  member,
  stringAt,
  valueAt,
  type Edit,
  type Json,
  type JsonObject,
  type Path,
} from '@bulwark/model';

/** A partial object that is laid over the whole one. */
export interface MergePatch {
  /** `merge` where it goes through maps only, which every kind takes; `strategic` where it names items of lists. */
  readonly type: 'merge' | 'strategic';
  readonly value: JsonObject;
}

/** Lists that kubectl and kustomize merge by the names of their items, in every kind that carries a pod. */
const NAMED_LISTS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
/** The kinds whose lists they know. */
const KNOWN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch']);

type Draft = { [key: string]: Draft | Json };

/**
 * Edits as a partial object; undefined where no partial object says the same: what is taken out of a list, put into one, or
 * takes the place of a map or list that is there.
 */
export function mergePatch(value: JsonObject, edits: readonly Edit[]): MergePatch | undefined {
  const root: Draft = {};
  let type: MergePatch['type'] = 'merge';
  const isKnown = KNOWN_GROUPS.has(groupOf(stringAt(value, 'apiVersion') ?? ''));
  for (const edit of edits) {
    const laid = isSayable(value, edit) ? laidDown(root, value, edit, isKnown) : undefined;
    if (laid === undefined) return undefined;
    if (laid === 'strategic') type = 'strategic';
  }
  return { type, value: root };
}

function isSayable(value: JsonObject, edit: Edit): boolean {
  if (edit.op === 'insert' || typeof edit.path.at(-1) === 'number') return false;
  const old = valueAt(value, edit.path) ?? null;
  if (edit.op === 'delete') return true;
  if (edit.op === 'append') return old === null;
  return !isObject(edit.value) || old === null ? !isArray(edit.value) || old === null : false;
}

/** Writes one edit into the partial object. */
function laidDown(root: Draft, value: JsonObject, edit: Edit, isKnown: boolean): MergePatch['type'] | undefined {
  let type: MergePatch['type'] = 'merge';
  let at: Draft = root;
  const { path } = edit;
  for (const [index, step] of path.slice(0, -1).entries()) {
    if (typeof step === 'number') continue;
    const next = path[index + 1];
    if (typeof next !== 'number') {
      const inside = (Object.hasOwn(at, step) ? at[step] : undefined) ?? {};
      if (!isObject(inside)) return undefined;
      define(at, step, inside);
      at = inside as Draft;
      continue;
    }
    const item = isKnown ? itemIn(at, step, value, path.slice(0, index + 2)) : undefined;
    if (item === undefined) return undefined;
    type = 'strategic';
    at = item;
  }
  const last = path.at(-1);
  if (typeof last !== 'string') return undefined;
  define(at, last, edit.op === 'delete' ? null : structuredClone(edit.op === 'append' ? [edit.value] : edit.value));
  return type;
}

/**
 * The item of the partial list that stands for the one at `path`, by its name. All items are named in their order, because a list
 * that is merged may begin with those that are.
 */
function itemIn(at: Draft, field: string, value: JsonObject, path: Path): Draft | undefined {
  const list = valueAt(value, path.slice(0, -1));
  const name = stringAt(value, ...path, 'name');
  if (!NAMED_LISTS.has(field) || name === undefined || !isArray(list)) return undefined;
  const names = list.flatMap((item) => stringAt(item, 'name') ?? []);
  if (names.length < list.length || new Set(names).size < list.length) return undefined;
  if (!Object.hasOwn(at, field))
    define(
      at,
      field,
      names.map((each) => ({ name: each })),
    );
  const items = at[field];
  return isArray(items) ? (items.find((item) => member(item, 'name') === name) as Draft | undefined) : undefined;
}

/** Keys come from manifests: `__proto__` is one like any other. */
function define(at: Draft, key: string, value: Draft | Json): void {
  Object.defineProperty(at, key, { value, enumerable: true, writable: true, configurable: true });
}
