import type { KubeObject } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { aggregate } from './aggregate.ts';
import { readBinding } from './read-binding.ts';
import { readRole } from './read-role.ts';

const GROUP = 'rbac.authorization.k8s.io';

export interface ReadPolicyOptions {
  /** Whether a role that is not among the objects does not exist. */
  readonly complete?: boolean;
  /** What the API server brings itself; an object of the same name among the manifests stands in its place. */
  readonly defaults?: PolicySet;
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
  return new Policy(aggregate([...roles.values()]), [...bindings.values()], { complete: options.complete ?? false });
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
