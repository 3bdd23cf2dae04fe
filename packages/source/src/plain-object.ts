import type { Json } from '@bulwark/model';

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
