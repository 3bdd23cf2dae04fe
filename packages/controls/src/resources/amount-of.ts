import {
  effectiveResources,
  limitRangeDefaults,
  member,
  objectAt,
  parseQuantity,
  type Container,
  type Json,
  type Path,
  type ResourceAmount,
  type Scope,
  type Workload,
} from '@bulwark/model';

export type ResourceField = 'limits' | 'requests';

/** A request that only a limit stands for is no gap where the namespace has a default of its own. */
export type Gap =
  | { readonly kind: 'missing' }
  | { readonly kind: 'zero'; readonly amount: ResourceAmount }
  | { readonly kind: 'limit-stands-for-it'; readonly amount: ResourceAmount };

export function amountPath(container: Container, field: ResourceField, resource: string): Path {
  return [...container.path, 'resources', field, resource];
}

/** Whether a container sets an amount itself that is more than nothing: what most do, so that nothing else need be asked. */
export function hasOwnAmount(container: Container, field: ResourceField, resource: string): boolean {
  const own = member(objectAt(container.value, 'resources', field), resource);
  if (own === undefined || own === null) return false;
  if (typeof own === 'string' && own.charCodeAt(0) > ZERO && own.charCodeAt(0) <= NINE) return true;
  return !isNothing(own);
}

const ZERO = 48;
const NINE = 57;

/** Whether an amount is nothing. What is no amount at all is refused by the API server, and another control's. */
function isNothing(value: Json): boolean {
  return parseQuantity(value)?.value === 0n;
}

/** What a container lacks of one resource; undefined where it has it, itself or from its pod or its namespace. */
export function gapOf(
  workload: Workload,
  container: Container,
  scope: Scope,
  { field, resource }: { readonly field: ResourceField; readonly resource: string },
): Gap | undefined {
  if (container.type === 'ephemeral' || hasOwnAmount(container, field, resource)) return undefined;
  const found = effectiveResources(workload, container, scope);
  const ofPod = amountIn(found.pod[field], resource);
  if (ofPod !== undefined && !isNothing(ofPod.value)) return undefined;
  const amount = amountIn(found[field], resource);
  if (amount === undefined) return { kind: 'missing' };
  if (isNothing(amount.value)) return { kind: 'zero', amount };
  if (amount.from !== 'limit') return undefined;
  const { requests } = limitRangeDefaults(scope, workload.object.namespace);
  return amountIn(requests, resource) === undefined ? { kind: 'limit-stands-for-it', amount } : undefined;
}

/** The names of resources are keys of a manifest, and `constructor` is one. */
function amountIn<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
