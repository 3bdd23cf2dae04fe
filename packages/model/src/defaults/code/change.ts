import { isArray, isObject, type Json, type JsonObject } from '../../json.ts';

/** Whether a field has no value: what Go calls nil. */
export function lacks(object: JsonObject, field: string): boolean {
  const value = object[field];
  return value === undefined || value === null;
}

/** Whether a text field has no value, or an empty one. */
export function lacksText(object: JsonObject, field: string): boolean {
  return lacks(object, field) || object[field] === '';
}

/** The object with fields that it lacks. */
export function withMissing(object: JsonObject, fields: JsonObject): JsonObject {
  let copy: Record<string, Json | undefined> | undefined;
  for (const field of Object.keys(fields)) {
    if (!lacks(object, field)) continue;
    copy ??= { ...object };
    copy[field] = fields[field];
  }
  return copy ?? object;
}

/** The object with the object in a field changed. What is no object there stays as it is. */
export function changedField(object: JsonObject, field: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = object[field];
  if (!isObject(value)) return object;
  const next = change(value);
  return next === value ? object : { ...object, [field]: next };
}

/** The object with every object in a list changed. A null counts as an empty one, as Go reads it. */
export function changedItems(object: JsonObject, field: string, change: (item: JsonObject) => JsonObject): JsonObject {
  const items = object[field];
  if (!isArray(items)) return object;
  let copy: Json[] | undefined;
  for (const [index, item] of items.entries()) {
    const before = item === null ? NOBODYS : item;
    if (!isObject(before)) continue;
    const next = change(before);
    if (next === before) continue;
    copy ??= [...items];
    copy[index] = next;
  }
  return copy === undefined ? object : { ...object, [field]: copy };
}

const NOBODYS: JsonObject = {};
