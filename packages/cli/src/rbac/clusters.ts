import type { Inventory, KubeObject, Scope } from '@bulwark/model';
import { readPolicy, ResourceCatalogue, serviceAccountName, type Policy } from '@bulwark/rbac';
import type { RbacFlags } from './flags.ts';

const GROUP = 'rbac.authorization.k8s.io';
const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'];

/** What the manifests say of one cluster. */
export interface Cluster {
  /** The folder whose files make it up; the empty string is the whole input. */
  readonly id: string;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly catalogue: ResourceCatalogue;
  /** The usernames of the service accounts that the manifests show. */
  readonly accounts: readonly string[];
}

/** The clusters that the manifests make up, over what the API server brings itself. */
export async function clustersFor(inventory: Inventory, { complete }: Pick<RbacFlags, 'complete'>): Promise<readonly Cluster[]> {
  return clustersOf(inventory, { complete: complete === true });
}

/** One for each scope that no other divides further: `envs/dev` and `envs/prod` are two clusters with what is around them. */
function clustersOf(inventory: Inventory, options: { readonly complete: boolean }): readonly Cluster[] {
  const scopes = new Set(inventory.objects.map((object) => inventory.scopeOf(object)));
  const leaves = [...scopes].filter((scope) => ![...scopes].some((other) => other !== scope && isAround(scope, other)));
  return leaves.map((scope) => clusterOf(scope, options));
}

function isAround(outer: Scope, inner: Scope): boolean {
  for (let scope = inner.parent; scope !== undefined; scope = scope.parent) if (scope === outer) return true;
  return false;
}

function clusterOf(scope: Scope, { complete }: { readonly complete: boolean }): Cluster {
  const objects = KINDS.flatMap((kind) => whole(scope.ofKind(GROUP, kind)));
  return {
    id: scope.id,
    scope,
    policy: readPolicy(objects, { complete }),
    catalogue: new ResourceCatalogue(scope.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')),
    accounts: whole(scope.ofKind('', 'ServiceAccount')).map(({ namespace, name }) =>
      serviceAccountName(namespace ?? 'default', name),
    ),
  };
}

/** Patches are laid over objects that are elsewhere: alone they say nothing. */
function whole(objects: Iterable<KubeObject>): readonly KubeObject[] {
  return [...objects].filter(({ partial, identified }) => partial === undefined && identified);
}
