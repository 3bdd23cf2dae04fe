import type { KubeObject } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import { placeKey } from '../policy/place-key.ts';
import { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { aggregate } from './aggregate.ts';
import { readBinding } from './read-binding.ts';
import { readRole } from './read-role.ts';
import { reconcileBinding, reconcileRole } from './reconcile.ts';

const GROUP = 'rbac.authorization.k8s.io';
const NOTHING: PolicySet = { roles: [], bindings: [] };

export interface ReadPolicyOptions {
  /** Whether a role that is not among the objects does not exist. */
  readonly complete?: boolean;
  /**
   * Whether the objects come from a cluster, whose controller has filled in aggregated ClusterRoles: their rules are those that
   * hold, also where they are others than the labels make one think.
   */
  readonly aggregated?: boolean;
  /**
   * What the API server brings itself (`defaultsOf`). An object of the same name is what is written over it, and counts as the
   * next start of the server leaves it: with what it adds again. Leave it out where the objects come from a cluster, which has
   * its defaults among them.
   */
  readonly defaults?: PolicySet;
  /** What somebody installs beside it (`kubeadmDefaultsOf`): an object of the same name stands in its place. */
  readonly installed?: PolicySet;
}

/**
 * The policy that objects make up; those of other kinds are passed over. Aggregated ClusterRoles are filled in as the
 * controller would.
 */
export function readPolicy(objects: Iterable<KubeObject>, options: ReadPolicyOptions = {}): Policy {
  const { defaults = NOTHING, installed = NOTHING, aggregated = false, complete = false } = options;
  const { roles, bindings } = readWritten(objects, installed);
  const all = laidOver(defaults.roles, roles, reconcileRole);
  return new Policy(aggregated ? all : aggregate(all), laidOver(defaults.bindings, bindings, reconcileBinding), { complete });
}

interface Written {
  readonly roles: ReadonlyMap<string, Role>;
  readonly bindings: ReadonlyMap<string, Binding>;
}

function readWritten(objects: Iterable<KubeObject>, installed: PolicySet): Written {
  const roles = byName(installed.roles);
  const bindings = byName(installed.bindings);
  for (const object of objects) {
    if (object.group !== GROUP) continue;
    const role = readRole(object);
    if (role !== undefined) roles.set(placeKey(role), role);
    const binding = readBinding(object);
    if (binding !== undefined) bindings.set(placeKey(binding), binding);
  }
  return { roles, bindings };
}

/** What the server brings, each as it is with what is written of the same name, and then the rest of what is written. */
function laidOver<T extends Named>(
  own: readonly T[],
  written: ReadonlyMap<string, T>,
  reconcile: (written: T, own: T) => T,
): T[] {
  const rest = new Map(written);
  const ofServer = own.map((each) => {
    const over = written.get(placeKey(each));
    rest.delete(placeKey(each));
    return over === undefined ? each : reconcile(over, each);
  });
  return [...ofServer, ...rest.values()];
}

type Named = Pick<Role | Binding, 'namespace' | 'name'>;

function byName<T extends Named>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((each) => [placeKey(each), each]));
}
