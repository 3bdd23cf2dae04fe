/**
 * A value as Kubernetes reads it from YAML or JSON. Integers that a double cannot hold exactly are `bigint`, so that no
 * digit is lost.
 */
export type Json = null | boolean | number | bigint | string | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is JsonArray {
  return Array.isArray(value);
}

/**
 * The member `key` of `value`, or undefined where `value` is no object or has no such member of its own. Use it for keys
 * that come from a manifest: `constructor` and `__proto__` are keys like any other there.
 */
export function member(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? ownMember(value as JsonObject, key) : undefined;
}

/**
 * What JSON holds is no function and not the prototype of all objects, so that such a value is inherited. It is asked so often
 * that to ask the object whether the key is its own would cost more than all the rest.
 */
function ownMember(value: JsonObject, key: string): Json | undefined {
  const found: unknown = value[key];
  return typeof found === 'function' || found === Object.prototype ? undefined : (found as Json | undefined);
}

/** The value at `path` below `root`, or undefined where the path leads nowhere. */
export function valueAt(root: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let value = root;
  for (let index = 0; index < path.length; index++) {
    if (typeof value !== 'object' || value === null) return undefined;
    const step = path[index] ?? '';
    if (typeof step === 'number') value = Array.isArray(value) ? (value as JsonArray)[step] : undefined;
    else value = Array.isArray(value) ? undefined : ownMember(value as JsonObject, step);
  }
  return value;
}

export function stringAt(root: Json | undefined, ...path: (string | number)[]): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : undefined;
}

export function booleanAt(root: Json | undefined, ...path: (string | number)[]): boolean | undefined {
  const value = valueAt(root, path);
  return typeof value === 'boolean' ? value : undefined;
}

export function objectAt(root: Json | undefined, ...path: (string | number)[]): JsonObject | undefined {
  const value = valueAt(root, path);
  return isObject(value) ? value : undefined;
}

/** The list at `path`; a missing or wrong-typed one is the empty list. */
export function listAt(root: Json | undefined, ...path: (string | number)[]): JsonArray {
  const value = valueAt(root, path);
  return isArray(value) ? value : [];
}
