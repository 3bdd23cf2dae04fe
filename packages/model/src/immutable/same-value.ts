import { isArray, isObject, type Json } from '../json.ts';
import { compareQuantities, parseQuantity } from '../quantity.ts';

/** Members whose values are amounts, wherever they stand: `1` and `1000m` are one. */
const AMOUNTS: ReadonlySet<string> = new Set(['requests', 'limits', 'capacity', 'allocatable', 'overhead']);

/**
 * Whether two values are one for the API server (`equality.Semantic`, k8s.io/apimachinery, pkg/api/equality): what is missing is
 * what is empty, and amounts count by what they say.
 */
export function isSameValue(a: Json | undefined, b: Json | undefined, amounts = false): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, index) => isSameValue(item, b[index], amounts));
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) =>
      isSameValue(
        Object.hasOwn(a, name) ? a[name] : undefined,
        Object.hasOwn(b, name) ? b[name] : undefined,
        AMOUNTS.has(name) || amounts,
      ),
    );
  }
  return a === b || (amounts && isSameAmount(a, b));
}

function isSameAmount(a: Json | undefined, b: Json | undefined): boolean {
  const [one, other] = [parseQuantity(a ?? null), parseQuantity(b ?? null)];
  return one !== undefined && other !== undefined && compareQuantities(one, other) === 0;
}

/** Empty lists and maps are nothing; an empty struct behind a pointer is not, but no manifest tells them apart. */
function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}
