import type { Edit } from './edit.ts';
import { isArray, isObject, type Json, type JsonArray, type JsonObject } from './json.ts';
import type { Path } from './path.ts';
import { isSameJson } from './same-json.ts';

/** Edits that make `after` of `before`, as small as is easy: members and items that both have are gone into. */
export function difference(before: Json, after: Json, path: Path = []): Edit[] {
  if (before === after) return [];
  if (isArray(before) && isArray(after)) return ofLists(before, after, path);
  if (isObject(before) && isObject(after)) return ofMaps(before, after, path);
  return [{ op: 'set', path, value: after }];
}

function ofMaps(before: JsonObject, after: JsonObject, path: Path): Edit[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...gone.map((key): Edit => ({ op: 'delete', path: [...path, key] })),
    ...Object.entries(after).flatMap(([key, value]): Edit[] => {
      const at = [...path, key];
      if (Object.hasOwn(before, key)) return difference(before[key] ?? null, value ?? null, at);
      return [{ op: 'set', path: at, value: value ?? null }];
    }),
  ];
}

function ofLists(before: JsonArray, after: JsonArray, path: Path): Edit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSameJson(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSameJson(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const [old, made] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const both = Math.min(old.length, made.length);
  return [
    ...old.slice(0, both).flatMap((item, index) => difference(item, made[index] ?? null, [...path, head + index])),
    ...old.slice(both).map((): Edit => ({ op: 'delete', path: [...path, head + both] })),
    ...made.slice(both).map((value, index): Edit => {
      const at = head + both + index;
      return tail === 0 ? { op: 'append', path, value } : { op: 'insert', path: [...path, at], value };
    }),
  ];
}
