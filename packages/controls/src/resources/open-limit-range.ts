import { limitRangeDefaults, type KubeObject, type ResourceAmount, type Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';

/** What `gapOf` looks up beside the workload. */
export const LOOKED_UP: readonly KindRef[] = [
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'Namespace' },
];

export type ResourceField = 'limits' | 'requests';

const declared = new WeakMap<Scope, Map<KubeObject, ReadonlySet<string>>>();

/**
 * What a LimitRange that names no namespace says of one: it is meant for the Namespace that its file declares, if that is
 * one alone, and nobody knows for which where its file says nothing.
 */
export function openDefault(
  scope: Scope,
  namespace: string | undefined,
  { field, resource }: { readonly field: ResourceField; readonly resource: string },
): { readonly amount: ResourceAmount; readonly holds: boolean } | undefined {
  if (namespace === undefined) return undefined;
  const defaults = limitRangeDefaults(scope, undefined)[field];
  const amount = Object.hasOwn(defaults, resource) ? defaults[resource] : undefined;
  if (amount === undefined) return undefined;
  const names = namespacesBeside(amount.object, scope);
  if (names.size > 0 && !names.has(namespace)) return undefined;
  return { amount, holds: names.size === 1 };
}

/** The Namespaces that the file of an object declares. */
function namespacesBeside(object: KubeObject, scope: Scope): ReadonlySet<string> {
  const ofScope = declared.get(scope) ?? new Map<KubeObject, ReadonlySet<string>>();
  declared.set(scope, ofScope);
  const known = ofScope.get(object);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const namespace of scope.ofKind('', 'Namespace')) {
    if (namespace.origin !== undefined && namespace.origin.file === object.origin?.file) names.add(namespace.name);
  }
  ofScope.set(object, names);
  return names;
}
