import {
  AUTHENTICATED,
  NODES,
  UNAUTHENTICATED,
  authenticatedUser,
  type Allowed,
  type AnyGap,
  type AnyGrant,
  type AuthorizerChain,
  type AuthorizerGap,
  type Binding,
  type Principal,
  type Request,
} from '@bulwark/rbac';
import { stringAt } from '@bulwark/model';
import { ANYBODY, askerOf } from './asker.ts';
import type { Asked } from './asked.ts';
import type { Chains } from './authorizer-chains.ts';
import type { Cluster } from './clusters.ts';

/** Somebody who may do it, and what says so. */
export interface AllowedHere {
  readonly principal: Principal;
  readonly grants: readonly AnyGrant[];
  /** Authorizers that are asked first, and may deny it all the same. */
  readonly unless: readonly AuthorizerGap[];
}

/** Who may do something in one place. */
export interface PlaceAnswer {
  /** Empty over the whole cluster. */
  readonly namespace: string;
  readonly allowed: readonly AllowedHere[];
  readonly gaps: readonly AnyGap[];
}

export interface WhoCanAnswer {
  readonly cluster: Cluster;
  readonly asked: Asked;
  /** Whether it was asked of every namespace. */
  readonly isAnywhere: boolean;
  readonly places: readonly PlaceAnswer[];
}

/**
 * Who may do what is asked, by RBAC or by all authorizers. Where no namespace is named and the resource is in one: who may in
 * every namespace, and then in each namespace who may beside them.
 */
export function whoCan(cluster: Cluster, asked: Asked, isAnywhere: boolean, chains?: Chains): WhoCanAnswer {
  const { request } = asked;
  const chain = chains?.(cluster);
  const answer = (about: Request): PlaceAnswer => placeAnswer(cluster, about, chain);
  if (request.kind === 'url' || !isAnywhere) return { cluster, asked, isAnywhere: false, places: [answer(request)] };
  const everywhere = answer({ ...request, namespace: '' });
  const namespaces = new Set(cluster.index.policy.bindings.map(({ namespace }) => namespace));
  const places = [...namespaces]
    .filter((namespace) => namespace !== '')
    .toSorted()
    .map((namespace) => onlyIn(answer({ ...request, namespace }), everywhere));
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
  return grants.flatMap((grant) => (isBound(grant) ? [grant.binding] : []));
}

/** Whether it is RBAC's, and of a binding. */
export function isBound(grant: AnyGrant): grant is Extract<AnyGrant, { readonly binding: Binding }> {
  return typeof grant === 'object' && 'binding' in grant;
}

function placeAnswer({ index, accounts, scope }: Cluster, request: Request, chain: AuthorizerChain | undefined): PlaceAnswer {
  const { allowed, gaps } = index.whoCan(request, { members: accounts });
  const namespace = request.kind === 'resource' ? request.namespace : '';
  if (chain === undefined) return { namespace, allowed: allowed.map((each) => ({ ...each, unless: [] })), gaps };
  const { isRbac, isAllowed, allowers } = chain.others(ANYBODY, request);
  const nodes = nodesWho(chain, request, nodeNames(scope));
  return {
    namespace,
    allowed: [
      ...(isAllowed ? [AUTHENTICATED, UNAUTHENTICATED].map(byAlwaysAllow) : []),
      ...allowed.flatMap((each) => throughChain(each, request, chain)),
      ...nodes.allowed,
    ],
    gaps: [...(isRbac ? gaps : []), ...allowers, ...nodes.gaps],
  };
}

function byAlwaysAllow(name: string): AllowedHere {
  return { principal: { kind: 'group', name }, grants: [{ authorizer: 'AlwaysAllow' }], unless: [] };
}

/** What becomes of what RBAC allows where other authorizers are asked first. */
function throughChain({ principal, grants }: Allowed, request: Request, chain: AuthorizerChain): readonly AllowedHere[] {
  if (grants.includes('system:masters')) return [{ principal, grants, unless: [] }];
  const { isRbac, deniers } = chain.others(askerOf(principal), request);
  return isRbac ? [{ principal, grants, unless: deniers }] : [];
}

const ANY_NODE = 'bulwark-any-node';

/** Which nodes may, and what is not known of them: all of them by a rule, or each by what belongs to it. */
function nodesWho(chain: AuthorizerChain, request: Request, names: readonly string[]): Pick<PlaceAnswer, 'allowed' | 'gaps'> {
  const asked = (node: string): ReturnType<AuthorizerChain['node']['authorize']> =>
    chain.node.authorize(authenticatedUser(`system:node:${node}`), request);
  const any: Principal = { kind: 'group', name: NODES };
  const all = chain.others(askerOf(any), request);
  if (!all.isNode) return { allowed: [], gaps: [] };
  const decision = asked(ANY_NODE);
  if (decision.verdict === 'allow')
    return { allowed: [{ principal: any, grants: [decision.grant], unless: all.deniers }], gaps: [] };
  const allowed = names.flatMap((name): readonly AllowedHere[] => {
    const principal: Principal = { kind: 'user', name: `system:node:${name}` };
    const own = asked(name);
    const { deniers } = chain.others(askerOf(principal), request);
    return own.verdict === 'allow' ? [{ principal, grants: [own.grant], unless: deniers }] : [];
  });
  const gaps = decision.gaps.map(({ authorizer }) => ({
    authorizer,
    reason: 'the manifests do not show everything that belongs to each node',
  }));
  return { allowed, gaps };
}

/** The nodes that the manifests speak of. */
function nodeNames(scope: Cluster['scope']): readonly string[] {
  const pods = [...scope.ofKind('', 'Pod')].flatMap(({ value }) => stringAt(value, 'spec', 'nodeName') ?? []);
  const nodes = [...scope.ofKind('', 'Node')].map(({ name }) => name);
  return [...new Set([...pods, ...nodes])].filter((name) => name !== '').toSorted();
}

/** What is more in a namespace than everywhere. */
function onlyIn({ namespace, allowed, gaps }: PlaceAnswer, everywhere: PlaceAnswer): PlaceAnswer {
  const isHere = (each: AnyGrant | AnyGap): boolean =>
    typeof each === 'object' && ('binding' in each ? each.binding.namespace === namespace : 'node' in each);
  const known = new Set(everywhere.allowed.map(({ principal }) => JSON.stringify(principal)));
  const told = new Set(everywhere.gaps.map((gap) => ('binding' in gap ? '' : JSON.stringify(gap))));
  return {
    namespace,
    allowed: allowed.filter(
      ({ principal, grants }) => grants.length > 0 && grants.every(isHere) && !known.has(JSON.stringify(principal)),
    ),
    gaps: gaps.filter((gap) => ('binding' in gap ? isHere(gap) : !told.has(JSON.stringify(gap)))),
  };
}
