import { authorizerNotes, type AuthorizerNote } from './authorizer-notes.ts';
import type { Chains } from './authorizer-chains.ts';
import type { Gap, Grant, User } from '@bulwark/rbac';
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
  /** What other authorizers make of it, where they are given. */
  readonly others: readonly AuthorizerNote[];
}

/** What a user may do: everywhere first, then namespace by namespace what is more. */
export function permissionsOf(cluster: Cluster, user: User, only?: string, chains?: Chains): Permissions {
  const chain = chains?.(cluster);
  const asker = { name: user.name, groups: user.groups, hasAllGroups: true };
  const others = chain === undefined ? [] : authorizerNotes(chain, user);
  if (chain !== undefined && !chain.others(asker, undefined).isRbac) return { cluster, places: [], gaps: [], others };
  const { grants, gaps } = cluster.index.grantsOf(user);
  const isAsked = ({ binding: { namespace } }: Pick<Grant, 'binding'>): boolean =>
    namespace === '' || only === undefined || namespace === only;
  const asked = grants.filter(isAsked);
  const places = [...Map.groupBy(asked, ({ binding }) => binding.namespace)].map(([namespace, ofPlace]) => ({
    namespace,
    grants: ofPlace.flatMap((grant) => grant.role.rules.map((rule) => ({ ...grant, rule }))),
  }));
  return {
    cluster,
    places: places.filter((place) => place.grants.length > 0).toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1)),
    gaps: gaps.filter(isAsked),
    others,
  };
}
