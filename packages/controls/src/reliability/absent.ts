import type { KubeObject, Path, Scope } from '@bulwark/model';
import type { KindRef, Outcome } from '../control.ts';

/** An object of a namespace, in this scope, in one around it, or in one that sees it. */
export function findNamed(
  scope: Scope,
  { group, kind }: KindRef,
  namespace: string | undefined,
  name: string,
): KubeObject | undefined {
  const near = scope.get(group, kind, namespace, name);
  if (near !== undefined) return near;
  for (const object of scope.anywhereInNamespace(group, kind, namespace ?? '')) if (object.name === name) return object;
  return undefined;
}

/** What is not there is missing where the objects that were read are the whole cluster, and unknown where they are not. */
export function absent(scope: Scope, at: Path, says: { readonly missing: string; readonly unseen: string }): readonly Outcome[] {
  return scope.complete ? [{ at, message: says.missing }] : [{ at, unknown: says.unseen }];
}
