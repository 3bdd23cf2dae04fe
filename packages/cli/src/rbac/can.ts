import type { Authority, Binding, ChainDecision, Grant, Request, User } from '@bulwark/rbac';
import type { Asked } from './asked.ts';
import type { Cluster } from './clusters.ts';

export interface Answer {
  readonly cluster: Cluster;
  readonly asked: Asked;
  /** Of RBAC, or of all authorizers where their configuration is given. */
  readonly decision: ChainDecision;
  /** The grants of the user that speak of the same resource, where the answer is not yes. */
  readonly near: readonly Grant[];
  /** Namespaces in which the answer would be yes, where it is not. */
  readonly elsewhere: readonly string[];
}

/** Whether a user may do something in a cluster, by RBAC or by whom its API server asks. */
export function answer(
  cluster: Cluster,
  asked: Asked,
  user: User,
  authority: Pick<Authority, 'authorize'> = cluster.index,
): Answer {
  const decision = authority.authorize(user, asked.request);
  if (decision.verdict === 'allow') return { cluster, asked, decision, near: [], elsewhere: [] };
  return {
    cluster,
    asked,
    decision,
    near: nearMisses(cluster, user, asked.request),
    elsewhere: otherNamespaces(cluster, user, asked, authority),
  };
}

/** The grants that speak of the same resource: what people look for when the answer is no. */
function nearMisses({ index }: Cluster, user: User, request: Request): readonly Grant[] {
  if (request.kind === 'url') return [];
  const { grants } = index.grantsOf(user);
  return grants
    .filter(({ binding: { namespace } }) => namespace === '' || namespace === request.namespace)
    .flatMap((grant) => grant.role.rules.map((rule) => ({ ...grant, rule })))
    .filter(({ rule: { rule } }) =>
      rule.resources.some((resource) => resource === '*' || resource.split('/')[0] === request.resource),
    );
}

/** The bindings on which an answer rests: the one that says yes, or all that the user has. */
export function restsOn({ cluster: { index }, decision }: Answer, user: User): readonly Binding[] {
  if (decision.verdict === 'no-opinion') return index.grantsOf(user).grants.map(({ binding }) => binding);
  const { grant } = decision;
  return grant !== 'system:masters' && 'binding' in grant ? [grant.binding] : [];
}

function otherNamespaces(
  { index }: Cluster,
  user: User,
  { request, namespaced }: Asked,
  authority: Pick<Authority, 'authorize'>,
): readonly string[] {
  if (request.kind === 'url' || namespaced === false || request.resource === 'namespaces') return [];
  const namespaces = new Set(index.policy.bindings.map(({ namespace }) => namespace).filter((namespace) => namespace !== ''));
  return [...namespaces]
    .filter((namespace) => authority.authorize(user, { ...request, namespace }).verdict === 'allow')
    .toSorted();
}
