import type { Authority, UserRules } from '../authorize/authority.ts';
import type { AuthorizerGap } from '../authorize/authorizer-gap.ts';
import type { AnyGap, AnyGrant, ChainDecision } from '../authorize/decision.ts';
import type { NodeAuthorizer } from '../node/node-authorizer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import { MASTERS, type User } from '../subject/user.ts';
import type { Authorizer } from './authorizer.ts';
import type { AskedRequest, Asker } from './condition-fields.ts';

export interface Authorizers {
  readonly rbac: Authority;
  readonly node: NodeAuthorizer;
}

const MASTERS_ALLOWED: ChainDecision = { verdict: 'allow', grant: MASTERS };

/** What others beside RBAC and Node make of what somebody asks. */
export interface Others {
  /** Whether RBAC is asked at all. */
  readonly isRbac: boolean;
  /** Whether the Node authorizer is. */
  readonly isNode: boolean;
  /** Whether all that nobody denies is allowed. */
  readonly isAllowed: boolean;
  /** Those that are asked before RBAC and may deny. */
  readonly deniers: readonly AuthorizerGap[];
  /** Those that may allow, before RBAC or behind it. */
  readonly allowers: readonly AuthorizerGap[];
  /** What denies it for certain, before RBAC is asked. */
  readonly deniedBy: AuthorizerGap | undefined;
}

/**
 * The authorizers of an API server, one after the other: the first that allows has decided. `system:masters` are let through
 * before anybody is asked (kubernetes/pkg/kubeapiserver/authorizer, reload.go). What a webhook says is not known: before the one
 * that allows it may deny, and behind it is not asked. Nor is it where its `matchConditions` say no.
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

  get node(): NodeAuthorizer {
    return this.#known.node;
  }

  rulesFor(user: User, namespace: string): UserRules {
    return this.#known.rbac.rulesFor(user, namespace);
  }

  authorize(user: User, request: Request): ChainDecision {
    if (user.groups.includes(MASTERS)) return MASTERS_ALLOWED;
    const asker: Asker = { name: user.name, groups: user.groups, hasAllGroups: true };
    const gaps: AnyGap[] = [];
    const deniers: AuthorizerGap[] = [];
    for (const authorizer of this.#authorizers) {
      const state = stateOf(authorizer, asker, request);
      if (state === 'passed-over') continue;
      if (state === 'denies') return { verdict: 'no-opinion', gaps, deniedBy: failed(authorizer) };
      const decision = this.#ask(authorizer, user, request, state);
      if (decision.verdict === 'allow') return deniers.length === 0 ? decision : { verdict: 'no-opinion', gaps: deniers };
      gaps.push(...decision.gaps);
      if (mayDeny(authorizer)) deniers.push(mightDeny(authorizer, state));
    }
    return { verdict: 'no-opinion', gaps };
  }

  /** What stands beside the rules of RBAC for somebody; without a request, whatever is asked. */
  others(asker: Asker, request: AskedRequest): Others {
    const deniers: AuthorizerGap[] = [];
    const allowers: AuthorizerGap[] = [];
    let [isRbac, isNode] = [false, false];
    const found = (more: Partial<Others> = {}): Others => ({
      isRbac,
      isNode,
      isAllowed: false,
      deniers,
      allowers,
      deniedBy: undefined,
      ...more,
    });
    for (const authorizer of this.#authorizers) {
      const state = stateOf(authorizer, asker, request);
      if (state === 'passed-over') continue;
      if (state === 'denies') return found(isRbac ? {} : { deniedBy: failed(authorizer) });
      if (authorizer.type === 'AlwaysAllow') return found({ isAllowed: true });
      if (authorizer.type === 'RBAC') isRbac = true;
      else if (authorizer.type === 'Node') isNode = true;
      else if (authorizer.type !== 'AlwaysDeny') {
        allowers.push({ authorizer: authorizer.name, reason: notAsked(authorizer, state) });
        if (!isRbac && mayDeny(authorizer)) deniers.push(mightDeny(authorizer, state));
      }
    }
    return found();
  }

  #ask(authorizer: Authorizer, user: User, request: Request, state: State): ChainDecision {
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
        return { verdict: 'no-opinion', gaps: [{ authorizer: authorizer.name, reason: notAsked(authorizer, state) }] };
    }
  }
}

/** Whether an authorizer is asked: it is, nobody knows, it is not, or it denies because its conditions fail. */
type State = 'asked' | 'perhaps' | 'passed-over' | 'denies';

/** One condition that says no is enough; else one that fails (k8s.io/apiserver/pkg/authorization/cel, matcher.go). */
function stateOf({ conditions = [], deniesOnFailure = false }: Authorizer, asker: Asker, request: AskedRequest): State {
  const outcomes = conditions.map((condition) => condition.of(asker, request));
  if (outcomes.includes(false)) return 'passed-over';
  if (outcomes.includes('unknown')) return 'perhaps';
  return outcomes.includes('error') ? (deniesOnFailure ? 'denies' : 'passed-over') : 'asked';
}

function notAsked({ type, name, conditions = [] }: Authorizer, state: State): string {
  if (type === 'Webhook')
    return state === 'perhaps'
      ? `the webhook may allow it, and cannot be asked; ${undecided(conditions.length)}`
      : 'the webhook may allow it, and cannot be asked';
  if (type === 'ABAC') return 'its policy file may allow it, and is not read';
  return name === '' ? 'an authorizer whose type cannot be read may allow it' : 'an authorizer of this type is not known';
}

function undecided(count: number): string {
  return `whether ${count === 1 ? 'its matchCondition holds' : 'its matchConditions hold'} is not known either`;
}

/** A webhook, and what nobody knows. */
function mayDeny({ type }: Authorizer): boolean {
  return !['RBAC', 'Node', 'AlwaysAllow', 'AlwaysDeny', 'ABAC'].includes(type);
}

function mightDeny({ type, name, conditions = [] }: Authorizer, state: State): AuthorizerGap {
  const what = type === 'Webhook' ? 'the webhook' : 'it';
  const doubt = state === 'perhaps' ? `; ${undecided(conditions.length)}` : '';
  return { authorizer: name, reason: `${what} is asked first and may deny what a later authorizer allows${doubt}` };
}

function failed({ name }: Authorizer): AuthorizerGap {
  return { authorizer: name, reason: 'a matchCondition of the webhook fails for it, which denies it (failurePolicy: Deny)' };
}

/** Which authorizer a grant is from; undefined of `system:masters`, for whom none is asked. */
export function authorizerOf(grant: AnyGrant): 'RBAC' | 'Node' | 'AlwaysAllow' | undefined {
  if (grant === MASTERS) return undefined;
  return 'authorizer' in grant ? grant.authorizer : 'RBAC';
}
