import { KindIndex, Scope, type Inventory, type KubeObject } from '@bulwark/model';
import {
  defaultsOf,
  RbacIndex,
  readPolicy,
  ResourceCatalogue,
  authenticatedUser,
  serviceAccountName,
  type PolicySet,
  type User,
} from '@bulwark/rbac';
import type { RbacFlags } from './flags.ts';
import { minorOf } from './minor-of.ts';

const GROUP = 'rbac.authorization.k8s.io';
const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'];
const TELLING: readonly (readonly [group: string, kind: string])[] = [
  ...KINDS.map((kind) => [GROUP, kind] as const),
  ['', 'ServiceAccount'],
  ['apiextensions.k8s.io', 'CustomResourceDefinition'],
];

interface ClusterOptions {
  readonly complete: boolean;
  readonly defaults?: PolicySet;
}

/** What the manifests say of one cluster. */
export interface Cluster {
  /** The folder whose files make it up; the empty string is the whole input. */
  readonly id: string;
  readonly scope: Scope;
  readonly index: RbacIndex;
  readonly catalogue: ResourceCatalogue;
  /** The service accounts that the manifests show, with their groups. */
  readonly accounts: readonly User[];
}

/** The clusters that the manifests make up, over what the API server brings itself. */
export async function clustersFor(
  inventory: Inventory,
  flags: Pick<RbacFlags, 'complete' | 'noDefaults' | 'kubeVersion'>,
): Promise<readonly [Cluster, ...Cluster[]]> {
  const minor = flags.kubeVersion === undefined ? undefined : minorOf(flags.kubeVersion);
  const defaults = flags.noDefaults === true ? undefined : await defaultsOf(minor);
  const options = { complete: flags.complete === true, ...(defaults !== undefined && { defaults }) };
  // Where there is no object at all, what the API server brings itself is there still.
  const [first = clusterOf(new Scope('', new KindIndex(), options), options), ...more] = clustersOf(inventory, options);
  return [first, ...more];
}

/**
 * One for each scope that no other divides further (`envs/dev` and `envs/prod` are two clusters with what is around them), and
 * one for all those together that say nothing of who may do what themselves.
 */
function clustersOf(inventory: Inventory, options: ClusterOptions): readonly Cluster[] {
  const scopes = new Set(inventory.objects.map((object) => inventory.scopeOf(object)));
  const leaves = [...scopes].filter((scope) => ![...scopes].some((other) => other !== scope && isAround(scope, other)));
  return [...new Set(leaves.map(telling))].map((scope) => clusterOf(scope, options));
}

/** The scope itself, or the nearest around it that has objects which matter here. */
function telling(leaf: Scope): Scope {
  let scope = leaf;
  while (scope.parent !== undefined && !TELLING.some(([group, kind]) => scope.index.bucket(group, kind).size > 0))
    scope = scope.parent;
  return scope;
}

function isAround(outer: Scope, inner: Scope): boolean {
  for (let scope = inner.parent; scope !== undefined; scope = scope.parent) if (scope === outer) return true;
  return false;
}

function clusterOf(scope: Scope, options: ClusterOptions): Cluster {
  const objects = KINDS.flatMap((kind) => whole(scope.ofKind(GROUP, kind)));
  return {
    id: scope.id,
    scope,
    index: new RbacIndex(readPolicy(objects, options)),
    catalogue: new ResourceCatalogue(scope.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')),
    accounts: whole(scope.ofKind('', 'ServiceAccount')).map(({ namespace, name }) =>
      authenticatedUser(serviceAccountName(namespace ?? 'default', name)),
    ),
  };
}

/** Patches are laid over objects that are elsewhere: alone they say nothing. */
function whole(objects: Iterable<KubeObject>): readonly KubeObject[] {
  return [...objects].filter(({ partial, identified }) => partial === undefined && identified);
}
