import { hash } from 'node:crypto';
import { isArray, member, type Json, type KubeObject, type Path } from '@bulwark/model';
import { listKey } from '@bulwark/schema';

/**
 * What makes a finding the same finding from scan to scan: the control, the object's identity (not its version) and the
 * path, with list items named by their keys. Files, lines and indexes change without the finding changing, and are not in it.
 */
export function fingerprint(control: string, object: KubeObject, path: Path): string {
  const identity = [object.group, object.kind, object.namespace ?? '', object.name];
  return hash('sha256', JSON.stringify([control, identity, namedPath(object.value, path)])).slice(0, 32);
}

/** A list item as its keys name it; `nth` counts the items before it that have the same keys. */
interface NamedItem {
  readonly keys: Readonly<Record<string, string>> | undefined;
  readonly nth: number;
}

function namedPath(root: Json, path: Path): readonly (string | NamedItem)[] {
  let value: Json | undefined = root;
  let field = '';
  return path.map((step) => {
    const parent: Json | undefined = value;
    if (typeof step === 'string') {
      field = step;
      value = member(parent, step);
      return step;
    }
    value = isArray(parent) ? parent[step] : undefined;
    return namedItem(isArray(parent) ? parent : [], step, field);
  });
}

function namedItem(list: readonly Json[], index: number, field: string): NamedItem {
  const own = keysOf(list[index], field);
  if (own === undefined) return { keys: undefined, nth: index };
  const name = JSON.stringify(own);
  const nth = list.slice(0, index).filter((item) => JSON.stringify(keysOf(item, field)) === name).length;
  return { keys: own, nth };
}

/** The key fields that an item of the list in `field` has: a port without `protocol` is named by its number. */
function keysOf(item: Json | undefined, field: string): Readonly<Record<string, string>> | undefined {
  const entries = listKey(field, item)?.flatMap((name) => {
    const value = member(item, name);
    return value === undefined || value === null || typeof value === 'object' ? [] : [[name, String(value)] as const];
  });
  return entries === undefined ? undefined : Object.fromEntries(entries);
}
