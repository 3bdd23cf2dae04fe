import { isObject, listAt, objectAt, stringAt, type Json, type JsonObject } from '../../json.ts';
import { formatQuantity, quantityFormat } from '../../quantity-text.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../../quantity.ts';

type Totals = Map<string, Json>;

/**
 * What all containers of a pod take together: the sum of those that run side by side, or more where an init container needs
 * more beside the sidecars before it (`AggregateContainerRequests` in k8s.io/component-helpers, resource/helpers.go). An
 * amount that is none counts for nothing.
 */
export function containerTotals(spec: JsonObject, field: 'limits' | 'requests'): JsonObject {
  const totals: Totals = new Map();
  const sidecars: Totals = new Map();
  const starts: Totals = new Map();
  for (const container of listAt(spec, 'containers')) add(totals, amountsOf(container, field));
  for (const container of listAt(spec, 'initContainers')) {
    const amounts = amountsOf(container, field);
    if (stringAt(container, 'restartPolicy') === 'Always') {
      add(totals, amounts);
      add(sidecars, amounts);
      raise(starts, sidecars);
    } else raise(starts, add(new Map(sidecars), amounts));
  }
  raise(totals, starts);
  return Object.fromEntries(totals);
}

function amountsOf(container: Json, field: string): Iterable<readonly [string, Json]> {
  const amounts = objectAt(container, 'resources', field);
  if (!isObject(amounts)) return [];
  return Object.entries(amounts).flatMap(([name, amount]) =>
    amount === undefined || parseQuantity(amount) === undefined ? [] : [[name, amount] as const],
  );
}

function add(totals: Totals, amounts: Iterable<readonly [string, Json]>): Totals {
  for (const [name, amount] of amounts) {
    const before = totals.get(name);
    totals.set(name, before === undefined ? amount : sum(before, amount));
  }
  return totals;
}

function raise(totals: Totals, amounts: Iterable<readonly [string, Json]>): void {
  for (const [name, amount] of amounts) {
    const before = totals.get(name);
    if (before === undefined || compareQuantities(quantity(amount), quantity(before)) > 0) totals.set(name, amount);
  }
}

/** Written as the first of two is, unless that is nothing. */
function sum(first: Json, second: Json): string {
  const [a, b] = [quantity(first), quantity(second)];
  const scale = Math.min(a.scale, b.scale);
  const value = a.value * 10n ** BigInt(a.scale - scale) + b.value * 10n ** BigInt(b.scale - scale);
  return formatQuantity(trimmed(value, scale), quantityFormat(a.value === 0n ? second : first));
}

function trimmed(value: bigint, scale: number): Quantity {
  if (value === 0n) return { value, scale: 0 };
  const zeros = /0*$/.exec(value.toString())?.[0].length ?? 0;
  return { value: value / 10n ** BigInt(zeros), scale: scale + zeros };
}

function quantity(amount: Json): Quantity {
  return parseQuantity(amount) ?? { value: 0n, scale: 0 };
}
