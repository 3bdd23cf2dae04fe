/** Whether two JSON values are equal; a bigint of ours equals the double that JSON.parse made of the same digits. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof b === 'bigint') return a === Number(b);
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
