import { isArray, isObject, member, type Json, type JsonObject, type KubeObject } from '@bulwark/model';

/** Keys of a strategic merge patch, which tell how to patch and are no fields (k8s.io/apimachinery, pkg/util/strategicpatch). */
export function isPatchDirective(name: string): boolean {
  return (
    name === '$patch' ||
    name === '$retainKeys' ||
    name.startsWith('$setElementOrder/') ||
    name.startsWith('$deleteFromPrimitiveList/')
  );
}

/** Why a file is not what the API server gets; undefined for all others. */
export function whyNotSent({ value, kind, origin }: KubeObject): string | undefined {
  if (isObject(member(value, 'sops'))) return 'SOPS has encrypted it: what the API server gets is what SOPS makes of it';
  if (hasAssertion(value))
    return 'it holds expressions of a test in place of fields: it says what an object must look like, and is none';
  if (ASSERTION_FILE.test(origin?.file.path ?? ''))
    return 'by the name of its file a test compares objects with it: it is none itself';
  if (kind === 'CustomResourceDefinition' && member(member(value, 'spec'), 'names') === undefined) {
    return 'it defines no kind: it is a part of a CustomResourceDefinition, and the rest is elsewhere';
  }
  return undefined;
}

/** `01-assert.yaml`, `00-errors.yaml`: what KUTTL and Chainsaw compare the objects of a cluster with. */
const ASSERTION_FILE = /(?:^|\/)\d+-(?:assert|errors?)(?:[-_.][^/]*)?\.ya?ml$/;

/** Whether the object holds a key such as `(length(items) > 1)`: Chainsaw compares objects with it. */
function hasAssertion(value: JsonObject): boolean {
  return Object.keys(value).some((key) => isExpression(key) || holdsExpression(value[key]));
}

function holdsExpression(value: Json | undefined): boolean {
  if (isArray(value)) return value.some(holdsExpression);
  return isObject(value) && hasAssertion(value);
}

function isExpression(key: string): boolean {
  return key.startsWith('(') && key.endsWith(')');
}
