import type { Allowed, Binding, Gap, Grant, Request } from '@bulwark/rbac';
import type { Asked } from './asked.ts';
import type { Cluster } from './clusters.ts';

/** Who may do something in one place. */
export interface PlaceAnswer {
  /** Empty over the whole cluster. */
  readonly namespace: string;
  readonly allowed: readonly Allowed[];
  readonly gaps: readonly Gap[];
}

export interface WhoCanAnswer {
  readonly cluster: Cluster;
  readonly asked: Asked;
  /** Whether it was asked of every namespace. */
  readonly isAnywhere: boolean;
  readonly places: readonly PlaceAnswer[];
}

/**
 * Who may do what is asked. Where no namespace is named and the resource is in one: who may in every namespace, and then in
 * each namespace who may beside them.
 */
export function whoCan(cluster: Cluster, asked: Asked, isAnywhere: boolean): WhoCanAnswer {
  const { request } = asked;
  if (request.kind === 'url' || !isAnywhere)
    return { cluster, asked, isAnywhere: false, places: [placeAnswer(cluster, request)] };
  const everywhere = placeAnswer(cluster, { ...request, namespace: '' });
  const namespaces = new Set(cluster.index.policy.bindings.map(({ namespace }) => namespace));
  const places = [...namespaces]
    .filter((namespace) => namespace !== '')
    .toSorted()
    .map((namespace) => onlyIn(placeAnswer(cluster, { ...request, namespace })));
  return {
    cluster,
    asked,
    isAnywhere,
    places: [everywhere, ...places.filter(({ allowed, gaps }) => allowed.length > 0 || gaps.length > 0)],
  };
}

/** The bindings on which an answer rests. */
export function bindingsOf({ places }: WhoCanAnswer): readonly Binding[] {
  const grants = places.flatMap(({ allowed }) => allowed.flatMap((each) => each.grants));
  return grants.flatMap((grant) => (grant === 'system:masters' ? [] : [grant.binding]));
}

function placeAnswer({ index, accounts }: Cluster, request: Request): PlaceAnswer {
  const { allowed, gaps } = index.whoCan(request, { members: accounts });
  return { namespace: request.kind === 'resource' ? request.namespace : '', allowed, gaps };
}

/** What the bindings of the namespace itself add. */
function onlyIn({ namespace, allowed, gaps }: PlaceAnswer): PlaceAnswer {
  const isHere = ({ binding }: Pick<Grant, 'binding'>): boolean => binding.namespace === namespace;
  return {
    namespace,
    allowed: allowed.flatMap(({ principal, grants }) => {
      const here = grants.filter((grant) => grant !== 'system:masters' && isHere(grant));
      return here.length > 0 && here.length === grants.length ? [{ principal, grants: here }] : [];
    }),
    gaps: gaps.filter(isHere),
  };
}
