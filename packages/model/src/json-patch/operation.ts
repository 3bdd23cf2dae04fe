import { isObject, member, type Json } from '../json.ts';

/** An operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** The operation that a value is, or what is wrong with it. What it has beside its members is passed over. */
export function readOperation(entry: Json): PatchOperation | { readonly problem: string } {
  if (!isObject(entry)) return { problem: 'an operation must be a map' };
  const [op, path, from, value] = ['op', 'path', 'from', 'value'].map((name) => member(entry, name));
  if (typeof path !== 'string') return { problem: 'path must be a text' };
  switch (op) {
    case 'remove':
      return { op, path };
    case 'move':
    case 'copy':
      return typeof from === 'string' ? { op, from, path } : { problem: `from must be a text in ${op}` };
    case 'add':
    case 'replace':
    case 'test':
      return value === undefined ? { problem: `${op} needs a value` } : { op, path, value };
    default:
      return { problem: 'op must be add, remove, replace, move, copy or test' };
  }
}
