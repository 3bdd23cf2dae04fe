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
import { openDefault, type ResourceField } from './open-limit-range.ts';

/** A request that only a limit stands for is no gap where the namespace has a default of its own. */
export type Gap =
  | { readonly kind: 'missing' }
  /** A LimitRange that names no namespace may fill it in. */
  | { readonly kind: 'open'; readonly amount: ResourceAmount }
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
  if (saysNothing(workload, container, scope))
    return unlessDefaulted(undefined, scope, { field, resource, namespace: workload.object.namespace });
  const found = effectiveResources(workload, container, scope);
  const ofPod = amountIn(found.pod[field], resource);
  if (ofPod !== undefined && !isNothing(ofPod.value)) return undefined;
  const amount = amountIn(found[field], resource);
  if (amount !== undefined && isNothing(amount.value)) return { kind: 'zero', amount };
  if (amount !== undefined && amount.from !== 'limit') return undefined;
  return unlessDefaulted(amount, scope, { field, resource, namespace: workload.object.namespace });
}

/** Whether nobody says a word of amounts: then nothing need be put together. */
function saysNothing({ object, spec }: Workload, container: Container, scope: Scope): boolean {
  return (
    member(container.value, 'resources') === undefined &&
    member(spec, 'resources') === undefined &&
    limitRangeDefaults(scope, object.namespace).objects.length === 0
  );
}

interface Asked {
  readonly field: ResourceField;
  readonly resource: string;
  readonly namespace: string | undefined;
}

/** A gap that no LimitRange of the namespace fills; a limit that stands for a request is none either where one speaks of it. */
function unlessDefaulted(limit: ResourceAmount | undefined, scope: Scope, asked: Asked): Gap | undefined {
  const { namespace, resource } = asked;
  if (limit !== undefined && amountIn(limitRangeDefaults(scope, namespace).requests, resource) !== undefined) return undefined;
  const open = openDefault(scope, namespace, asked);
  if (open?.holds === true) return undefined;
  if (limit !== undefined) return { kind: 'limit-stands-for-it', amount: limit };
  return open === undefined ? { kind: 'missing' } : { kind: 'open', amount: open.amount };
}

/** The names of resources are keys of a manifest, and `constructor` is one. */
function amountIn<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
