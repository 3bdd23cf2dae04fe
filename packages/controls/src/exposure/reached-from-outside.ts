import { workloadsOf, type KubeObject, type Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { servicesOf } from './services-of.ts';
import { WAY_IN_KINDS, waysIn } from './ways-in.ts';

/** The kinds that decide of it. */
export const REACHING_KINDS: readonly KindRef[] = [{ group: '', kind: 'Service' }, ...WAY_IN_KINDS];

const KNOWN = new WeakMap<KubeObject, { readonly scope: Scope; readonly says: string | undefined }>();

/** What leads from outside to the pods of an object, in words; undefined where nothing among the manifests does. */
export function reachedFromOutside(object: KubeObject, scope: Scope): string | undefined {
  const known = KNOWN.get(object);
  if (known?.scope === scope) return known.says;
  const [way] = workloadsOf(object)
    .flatMap((workload) => servicesOf(workload, scope))
    .flatMap((service) => waysIn(service, scope));
  KNOWN.set(object, { scope, says: way?.says });
  return way?.says;
}
