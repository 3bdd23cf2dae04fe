import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { MASTERS, type User } from '../subject/user.ts';
import { grantBy } from './bound-role.ts';
import { BoundRoles } from './bound-roles.ts';
import { Compiler, type Query } from './compiled-role.ts';
import type { BoundGrant, Decision, Gap, Grant } from './decision.ts';
import { heldIn, namespacesOf, type Holdings } from './holdings.ts';
import { whoCan, type WhoCan, type WhoCanOptions } from './who-can.ts';

/** The rules that an identity has in a namespace. */
export interface Rules {
  /** In upstream's order, each as often as bindings grant it. */
  readonly rules: readonly PolicyRule[];
  readonly gaps: readonly Gap[];
}

/** All that an identity is bound to. */
export interface Grants {
  readonly grants: readonly BoundGrant[];
  readonly gaps: readonly Gap[];
}

const MASTERS_ALLOWED: Decision = { verdict: 'allow', grant: MASTERS };
const NO_OPINION: Decision = { verdict: 'no-opinion', gaps: [] };

/**
 * A policy made ready for many questions. It answers what upstream's authorizer answers (`authorizeNaively`), with the same
 * binding, subject and rule, only sooner.
 */
export class RbacIndex {
  readonly policy: Policy;
  readonly #compiler = new Compiler();
  readonly #bound: BoundRoles;

  constructor(policy: Policy) {
    this.policy = policy;
    this.#bound = new BoundRoles(policy, this.#compiler);
  }

  /** Whether RBAC allows a request, and by which binding: the first in upstream's order, which is the policy's. */
  authorize(user: User, request: Request): Decision {
    if (user.groups.includes(MASTERS)) return MASTERS_ALLOWED;
    const namespace = namespaceOf(request);
    const query = this.#compiler.query(request);
    const holdings = this.#bound.heldBy(user);
    const grant = firstGrant(holdings, '', query) ?? (namespace === '' ? undefined : firstGrant(holdings, namespace, query));
    if (grant !== undefined) return { verdict: 'allow', grant };
    const gaps = this.#bound.gapsOf(user, scopesOf(namespace));
    return gaps.length === 0 ? NO_OPINION : { verdict: 'no-opinion', gaps };
  }

  /** Who may do what is asked: the users and groups that bindings name, and the members of those groups where they are told. */
  whoCan(request: Request, options: WhoCanOptions = {}): WhoCan {
    const bindings = scopesOf(namespaceOf(request)).flatMap((scope) => this.#bound.in(scope));
    return whoCan(bindings, this.#compiler.query(request), options);
  }

  /**
   * The rules that a user has in a namespace, or over the cluster where it is empty (kubernetes/pkg/registry/rbac/validation/
   * rule.go, RulesFor). That `system:masters` may do everything is no rule, and is told here as little as there.
   */
  rulesFor(user: User, namespace: string): Rules {
    const { grants, gaps } = this.grantsOf(user, namespace);
    return { rules: grants.flatMap(({ role }) => role.rules.map(({ rule }) => rule)), gaps };
  }

  /**
   * All that a user is bound to, over the cluster first and then in one namespace after the other; with a namespace, what holds
   * in there.
   */
  grantsOf(user: User, namespace?: string): Grants {
    const holdings = this.#bound.heldBy(user);
    const scopes = namespace === undefined ? undefined : scopesOf(namespace);
    return { grants: grantsIn(holdings, scopes ?? namespacesOf(holdings)), gaps: this.#bound.gapsOf(user, scopes) };
  }
}

function grantsIn(holdings: readonly Holdings[], namespaces: readonly string[]): BoundGrant[] {
  return namespaces
    .flatMap((namespace) => heldIn(holdings, namespace))
    .flatMap(({ bound: { binding, role }, subject }) => (role === undefined ? [] : [{ binding, subject, role: role.role }]));
}

/** The first binding of a namespace that allows what is asked, by the first of its subjects that means the user. */
function firstGrant(holdings: readonly Holdings[], namespace: string, query: Query): Grant | undefined {
  let best: Grant | undefined;
  let order = Infinity;
  for (const holding of holdings) {
    for (const { bound, subject } of holding.get(namespace) ?? []) {
      if (bound.order > order || (best !== undefined && bound.order === order && best.subject <= subject)) break;
      const grant = grantBy(bound, subject, query);
      if (grant === undefined) continue;
      best = grant;
      order = bound.order;
      break;
    }
  }
  return best;
}

function namespaceOf(request: Request): string {
  return request.kind === 'resource' ? request.namespace : '';
}

function scopesOf(namespace: string): string[] {
  return namespace === '' ? [''] : ['', namespace];
}
