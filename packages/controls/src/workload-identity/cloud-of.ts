import type { Scope } from '@bulwark/model';
import { CLOUD_GROUP, CLOUD_KINDS, cloudSide, joinIdentities, type CloudSide, type Identities } from '@bulwark/workload-identity';
import type { KindRef } from '../control.ts';

/** What a control reads that asks the cloud's side. */
export const CLOUD_REFS: readonly KindRef[] = CLOUD_KINDS.map((kind) => ({ group: CLOUD_GROUP, kind }));
export const ACCOUNT: KindRef = { group: '', kind: 'ServiceAccount' };

const SIDES = new WeakMap<Scope, CloudSide>();
const IDENTITIES = new WeakMap<Scope, Identities>();

/** What files say of clouds, as a scope sees it. Made once: a scope never changes. */
export function cloudOf(scope: Scope): CloudSide {
  const known = SIDES.get(scope);
  if (known !== undefined) return known;
  const side = cloudSide(CLOUD_REFS.flatMap(({ group, kind }) => [...scope.ofKind(group, kind)]));
  SIDES.set(scope, side);
  return side;
}

/** The ServiceAccounts that a scope sees, with what they can take. */
export function identitiesIn(scope: Scope): Identities {
  const known = IDENTITIES.get(scope);
  if (known !== undefined) return known;
  const identities = joinIdentities([...scope.ofKind('', 'ServiceAccount')], cloudOf(scope));
  IDENTITIES.set(scope, identities);
  return identities;
}

/** Whether a ServiceAccount is among the objects of a scope, or of those of the environments below. */
export function isDeclared(scope: Scope, namespace: string, name: string): boolean {
  if (has(scope, namespace, name)) return true;
  return scope.inner.some((inner) => isDeclared(inner, namespace, name));
}

/** An account whose manifest leaves its namespace open may be the one. */
function has(scope: Scope, namespace: string, name: string): boolean {
  return (
    scope.get('', 'ServiceAccount', namespace, name) !== undefined ||
    scope.get('', 'ServiceAccount', undefined, name) !== undefined
  );
}

/** Whether any manifest of the scope, or below it, has a ServiceAccount: a file of a cloud alone says nothing of them. */
export function hasAccounts(scope: Scope): boolean {
  return scope.ofKind('', 'ServiceAccount').next().done !== true || scope.inner.some(hasAccounts);
}
