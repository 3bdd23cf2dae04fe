import type { Json, JsonObject } from '../json.ts';
import { parseQuantity } from '../quantity.ts';

const MILLI = -3;
/** What can be finer than a thousandth: most amounts cannot, and are not parsed. */
const MAY_BE_FINE = /[nueE]|\.\d{4}/;

/** Amounts of resources with what is finer than a thousandth rounded up, away from zero: `SetDefaults_ResourceList`. */
export function roundedAmounts(amounts: JsonObject): JsonObject {
  let changed: [string, Json][] | undefined;
  for (const name of Object.keys(amounts)) {
    const amount = amounts[name];
    const rounded = amount === undefined ? undefined : roundedUp(amount);
    if (rounded !== undefined) (changed ??= []).push([name, rounded]);
  }
  return changed === undefined ? amounts : { ...amounts, ...Object.fromEntries(changed) };
}

/** The rounded amount; undefined where it is not finer than that, and where it is no amount. */
function roundedUp(amount: Json): string | undefined {
  if ((typeof amount !== 'string' && typeof amount !== 'number') || !MAY_BE_FINE.test(`${amount}`)) return undefined;
  const quantity = parseQuantity(amount);
  if (quantity === undefined || quantity.scale >= MILLI) return undefined;
  const unit = 10n ** BigInt(MILLI - quantity.scale);
  const up = quantity.value < 0n ? -(-quantity.value / unit + 1n) : quantity.value / unit + 1n;
  return `${up}m`;
}

/** Those of `amounts` that `given` does not name are added to it. */
export function withMissingAmounts(given: JsonObject, amounts: JsonObject): JsonObject {
  const missing = Object.entries(amounts).filter(([name]) => !Object.hasOwn(given, name));
  return missing.length === 0 ? given : { ...given, ...Object.fromEntries(missing) };
}
