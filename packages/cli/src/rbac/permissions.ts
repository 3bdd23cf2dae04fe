import { applicable, notKnown, type Gap, type Grant, type User } from '@bulwark/rbac';
import type { Cluster } from './clusters.ts';

/** All that a user may do in one place: the whole cluster, or one namespace. */
export interface Place {
  /** Empty for the whole cluster. */
  readonly namespace: string;
  readonly grants: readonly Grant[];
}

export interface Permissions {
  readonly cluster: Cluster;
  readonly places: readonly Place[];
  readonly gaps: readonly Gap[];
}

/** What a user may do: everywhere first, then namespace by namespace what is more. */
export function permissionsOf(cluster: Cluster, user: User, only?: string): Permissions {
  const { policy } = cluster;
  const namespaces = new Set(policy.bindings.map(({ namespace }) => namespace));
  const asked = [...namespaces].filter((namespace) => namespace !== '' && (only === undefined || namespace === only)).toSorted();
  const gaps: Gap[] = [];
  const places = ['', ...asked].map((namespace) => {
    const grants: Grant[] = [];
    for (const { binding, subject } of applicable(policy, user, namespace)) {
      if (binding.namespace !== namespace) continue;
      const role = policy.roleOf(binding);
      const reason = notKnown(policy, binding, role);
      if (reason !== undefined) gaps.push({ binding, subject, reason });
      if (role !== undefined) grants.push(...role.rules.map((rule) => ({ binding, subject, role, rule })));
    }
    return { namespace, grants };
  });
  return { cluster, places: places.filter(({ grants }) => grants.length > 0), gaps };
}
