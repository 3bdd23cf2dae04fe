import type { KubeObject } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { aggregate } from './aggregate.ts';
import { readBinding } from './read-binding.ts';
import { readRole } from './read-role.ts';

const GROUP = 'rbac.authorization.k8s.io';

export interface ReadPolicyOptions {
  /** Whether a role that is not among the objects does not exist. */
  readonly complete?: boolean;
  /**
   * Whether the objects come from a cluster, whose controller has filled in aggregated ClusterRoles: their rules are those that
   * hold, also where they are others than the labels make one think.
   */
  readonly aggregated?: boolean;
  /** What the API server brings itself; an object of the same name among the manifests stands in its place. */
  readonly defaults?: { readonly roles: readonly Role[]; readonly bindings: readonly Binding[] };
}

/**
 * The policy that objects make up; those of other kinds are passed over. Aggregated ClusterRoles are filled in as the
 * controller would.
 */
export function readPolicy(objects: Iterable<KubeObject>, options: ReadPolicyOptions = {}): Policy {
  const roles = new Map<string, Role>((options.defaults?.roles ?? []).map((role) => [keyOf(role), role]));
  const bindings = new Map<string, Binding>((options.defaults?.bindings ?? []).map((binding) => [keyOf(binding), binding]));
  for (const object of objects) {
    if (object.group !== GROUP) continue;
    const role = readRole(object);
    if (role !== undefined) roles.set(keyOf(role), role);
    const binding = readBinding(object);
    if (binding !== undefined) bindings.set(keyOf(binding), binding);
  }
  const all = [...roles.values()];
  return new Policy(options.aggregated ? all : aggregate(all), [...bindings.values()], { complete: options.complete ?? false });
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
