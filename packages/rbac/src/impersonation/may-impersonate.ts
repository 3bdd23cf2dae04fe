import type { Authority } from '../authorize/authority.ts';
import type { AnyGap, ChainDecision } from '../authorize/decision.ts';
import type { Request } from '../request.ts';
import { ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED, type User } from '../subject/user.ts';
import type { AllowedRequest } from '../writes/write-decision.ts';
import { checksOf, fixedGroups, type CheckGroup } from './checks.ts';
import { modesFor, type ImpersonationMode } from './modes.ts';
import { hasMoreThanName, NO_LIST, type WantedUser } from './wanted-user.ts';

export interface Impersonation {
  readonly by: User;
  readonly wanted: WantedUser;
  /** What is to be done as that user; the constrained modes look at it. */
  readonly request: Request;
  /** 37 for Kubernetes 1.37; the feature gates are as that version has them by itself. */
  readonly minor: number;
}

/** Whether somebody may act as somebody else for a request. Whether that user may do it then is another question. */
export type ImpersonationDecision =
  | {
      readonly verdict: 'allowed';
      /** Undefined where nobody is to be impersonated. */
      readonly mode: ImpersonationMode | undefined;
      /** Whom the API server takes the request to be from. */
      readonly user: User;
      readonly checks: readonly AllowedRequest[];
    }
  | {
      readonly verdict: 'refused';
      readonly status: 400 | 403 | 500;
      /** Why each of the modes that speak to it does not. */
      readonly attempts: readonly ImpersonationAttempt[];
    }
  | { readonly verdict: 'unknown'; readonly attempts: readonly ImpersonationAttempt[] };

export interface ImpersonationAttempt {
  readonly mode: ImpersonationMode;
  /** The request that nothing allows; undefined where the mode takes no such wish at all. */
  readonly request: Request | undefined;
  readonly reason: string | undefined;
  readonly gaps: readonly AnyGap[];
}

/** To want to be nobody with groups is the server's own error before this minor. */
const BAD_REQUEST_SINCE = 35;

/**
 * Legacy and constrained impersonation (KEP-5284; k8s.io/apiserver/pkg/endpoints/filters/impersonation). The API server tries the
 * mode that did last time first; whether one does is the same in any order, which one may be another, and with it whether a node
 * is in the group of nodes.
 */
export function mayImpersonate(authority: Authority, { by, wanted, request, minor }: Impersonation): ImpersonationDecision {
  if (wanted.name === '') {
    if (hasMoreThanName(wanted)) return { verdict: 'refused', status: minor < BAD_REQUEST_SINCE ? 500 : 400, attempts: [] };
    return { verdict: 'allowed', mode: undefined, user: by, checks: [] };
  }
  const attempts: ImpersonationAttempt[] = [];
  for (const mode of modesFor(by, wanted, minor)) {
    const tried = attempt(authority, mode, { by, wanted, request, minor });
    if (!('checks' in tried)) {
      attempts.push(tried);
      continue;
    }
    return { verdict: 'allowed', mode, user: effectiveUser(mode, wanted), checks: tried.checks };
  }
  if (attempts.some(({ gaps }) => gaps.length > 0)) return { verdict: 'unknown', attempts };
  return { verdict: 'refused', status: 403, attempts };
}

type Attempt = ImpersonationAttempt | { readonly checks: readonly AllowedRequest[] };

function attempt(authority: Authority, mode: ImpersonationMode, { by, wanted, request }: Impersonation): Attempt {
  const needed = checksOf(mode, wanted, request);
  if ('never' in needed) return { mode, request: undefined, reason: needed.never, gaps: [] };
  const asker = mode === 'associated-node' ? withoutExtra(by) : by;
  const checks: AllowedRequest[] = [];
  const refusedBy = (asked: Request): ImpersonationAttempt | undefined => {
    const decision: ChainDecision = authority.authorize(asker, asked);
    if (decision.verdict === 'no-opinion') return { mode, request: asked, reason: undefined, gaps: decision.gaps };
    checks.push({ request: asked, grant: decision.grant });
    return undefined;
  };
  const on = needed.on === undefined ? undefined : refusedBy(needed.on);
  return on ?? firstRefused(needed.groups, refusedBy) ?? { checks };
}

function firstRefused(
  groups: readonly CheckGroup[],
  refusedBy: (request: Request) => ImpersonationAttempt | undefined,
): ImpersonationAttempt | undefined {
  for (const { all, instead } of groups) {
    if (instead !== undefined && refusedBy(instead) === undefined) continue;
    for (const request of all) {
      const refused = refusedBy(request);
      if (refused !== undefined) return refused;
    }
  }
  return undefined;
}

/** The server asks for all nodes at once, and so tells authorizers only which keys there are. */
function withoutExtra({ extra, ...by }: User): User {
  const keys = [...(extra?.keys() ?? [])].toSorted();
  return { ...by, extra: new Map([['authentication.kubernetes.io/associated-node-keys', keys]]) };
}

function effectiveUser(mode: ImpersonationMode, { name, groups = NO_LIST, uid, extra }: WantedUser): User {
  const held = groups.length > 0 ? groups : fixedGroups(mode, name);
  const needed = name === ANONYMOUS ? UNAUTHENTICATED : held.includes(UNAUTHENTICATED) ? undefined : AUTHENTICATED;
  const all = needed === undefined || held.includes(needed) ? held : [...held, needed];
  return { name, groups: all, ...(uid && { uid }), ...(extra && { extra }) };
}
