import type { Json, JsonObject } from '@bulwark/model';

export type MutableObject = { [key: string]: Json };

/**
 * An empty map whose keys are only its own: nothing is inherited, so `constructor` and `__proto__` from a manifest are
 * keys like any other. A constructor keeps V8's fast shapes, which `Object.create(null)` gives up.
 */
export const PlainObject: new () => MutableObject = (() => {
  function Plain(): void {}
  Plain.prototype = Object.create(null);
  return Plain as unknown as new () => MutableObject;
})();

export function plainObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object = new PlainObject();
  for (const [key, value] of entries) object[key] = value;
  return object;
}
