import type { Authority, UserRules } from '../authorize/authority.ts';
import type { AuthorizerGap } from '../authorize/authorizer-gap.ts';
import type { AnyGap, AnyGrant, ChainDecision } from '../authorize/decision.ts';
import type { NodeAuthorizer } from '../node/node-authorizer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import { MASTERS, type User } from '../subject/user.ts';
import type { Authorizer } from './authorizer.ts';

export interface Authorizers {
  readonly rbac: Authority;
  readonly node: NodeAuthorizer;
}

const MASTERS_ALLOWED: ChainDecision = { verdict: 'allow', grant: MASTERS };

/**
 * The authorizers of an API server, one after the other: the first that allows has decided. `system:masters` are let through
 * before anybody is asked (kubernetes/pkg/kubeapiserver/authorizer, reload.go). What a webhook says is not known: before the one
 * that allows it may deny, and behind it is not asked.
 */
export class AuthorizerChain implements Authority {
  readonly #authorizers: readonly Authorizer[];
  readonly #known: Authorizers;

  constructor(authorizers: readonly Authorizer[], known: Authorizers) {
    this.#authorizers = authorizers;
    this.#known = known;
  }

  get policy(): Policy {
    return this.#known.rbac.policy;
  }

  rulesFor(user: User, namespace: string): UserRules {
    return this.#known.rbac.rulesFor(user, namespace);
  }

  authorize(user: User, request: Request): ChainDecision {
    if (user.groups.includes(MASTERS)) return MASTERS_ALLOWED;
    const gaps: AnyGap[] = [];
    const deniers: AuthorizerGap[] = [];
    for (const authorizer of this.#authorizers) {
      const decision = this.#ask(authorizer, user, request);
      if (decision.verdict === 'allow') return deniers.length === 0 ? decision : { verdict: 'no-opinion', gaps: deniers };
      gaps.push(...decision.gaps);
      if (mayDeny(authorizer)) deniers.push(mightDeny(authorizer));
    }
    return { verdict: 'no-opinion', gaps };
  }

  #ask(authorizer: Authorizer, user: User, request: Request): ChainDecision {
    switch (authorizer.type) {
      case 'RBAC':
        return this.#known.rbac.authorize(user, request);
      case 'Node':
        return this.#known.node.authorize(user, request);
      case 'AlwaysAllow':
        return { verdict: 'allow', grant: { authorizer: 'AlwaysAllow' } };
      case 'AlwaysDeny':
        // It has no opinion, and lets the next one decide.
        return { verdict: 'no-opinion', gaps: [] };
      default:
        return { verdict: 'no-opinion', gaps: [{ authorizer: authorizer.name, reason: notAsked(authorizer) }] };
    }
  }
}

function notAsked({ type, name }: Authorizer): string {
  if (type === 'Webhook') return 'the webhook may allow it, and cannot be asked';
  if (type === 'ABAC') return 'its policy file may allow it, and is not read';
  return name === '' ? 'an authorizer whose type cannot be read may allow it' : 'an authorizer of this type is not known';
}

/** A webhook, and what nobody knows. */
function mayDeny({ type }: Authorizer): boolean {
  return !['RBAC', 'Node', 'AlwaysAllow', 'AlwaysDeny', 'ABAC'].includes(type);
}

function mightDeny({ type, name }: Authorizer): AuthorizerGap {
  const what = type === 'Webhook' ? 'the webhook' : 'it';
  return { authorizer: name, reason: `${what} is asked first and may deny what a later authorizer allows` };
}

/** Which authorizer a grant is from; undefined of `system:masters`, for whom none is asked. */
export function authorizerOf(grant: AnyGrant): 'RBAC' | 'Node' | 'AlwaysAllow' | undefined {
  if (grant === MASTERS) return undefined;
  return 'authorizer' in grant ? grant.authorizer : 'RBAC';
}
