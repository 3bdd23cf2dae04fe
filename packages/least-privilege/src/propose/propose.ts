import type { KubeObject } from '@bulwark/model';
import {
  authenticatedUser,
  breakdown,
  coverOf,
  covers,
  MASTERS,
  Policy,
  principalOf,
  representative,
  RbacIndex,
  type Binding,
  type PolicySet,
  type Principal,
  type Request,
  type Role,
  type User,
} from '@bulwark/rbac';
import type { NamePolicy } from '../names/name-policy.ts';
import type { SubjectLog, Window } from '../observe/observations.ts';
import { beyond, hasWildcard, replay, type Proof } from '../proof/replay.ts';
import { ungrantable } from '../rules/atom.ts';
import { manifestsOf } from './manifests.ts';
import { needsOf, needsOfWrites, type Held, type Need } from './need.ts';
import { scopesOf, type NameDecision, type Scope, type Widening } from './scopes.ts';

export interface Today {
  /** What stands in manifests; undefined where none are given. */
  readonly policy: Policy | undefined;
  /** What the API server brings itself, which nobody trims: it would come back. */
  readonly defaults: PolicySet;
}

export interface ProposeOptions {
  readonly names: NamePolicy;
  readonly window: Window | undefined;
  /** Whether the log is that of a group, by whose name it goes. */
  readonly isGroup?: boolean;
}

/** Roles for one user or group, made of what it was seen to do, with their proof. */
export interface Proposal {
  /** Of a group, the name of the group. */
  readonly username: string;
  /** Who gets the roles. */
  readonly subject: Principal;
  readonly isMaster: boolean;
  readonly needs: readonly Need[];
  readonly held: readonly Held[];
  /** How many of the requests the server's own roles allow to everybody. */
  readonly byDefaults: number;
  /** Requests that were allowed and that no rule may say. */
  readonly ungrantable: readonly { readonly request: Request; readonly reason: string }[];
  /** Requests of which the log does not show all that was asked. */
  readonly hidden: readonly Request[];
  readonly denied: readonly { readonly request: Request; readonly count: number }[];
  readonly scopes: readonly Scope[];
  readonly names: readonly NameDecision[];
  readonly widenings: readonly Widening[];
  readonly manifests: readonly KubeObject[];
  /** Roles that are there and grant all that a scope needs, with how much more. */
  readonly alternatives: readonly Alternative[];
  readonly proof: Proof;
  readonly overFitting: OverFitting;
  /** Bindings of today that name the user itself, for which the new ones stand. */
  readonly replaces: readonly Binding[];
}

export interface Alternative {
  readonly namespace: string;
  readonly role: Role;
  /** Single grants more than are needed. A role with a wildcard is none of these. */
  readonly added: number;
}

/** Roles that were made of the first half of the log, asked for what came in the second. */
export type OverFitting =
  | { readonly known: true; readonly asked: number; readonly refused: readonly Request[] }
  | { readonly known: false; readonly reason: string };

export function propose(log: SubjectLog, today: Today, options: ProposeOptions): Proposal {
  const subject: Principal = { kind: options.isGroup === true ? 'group' : 'user', name: log.username };
  const groups = [...log.groups].filter((group) => group !== MASTERS);
  const user = subject.kind === 'group' ? representative(subject) : authenticatedUser(log.username, groups);
  const index = today.policy === undefined ? undefined : new RbacIndex(today.policy);
  const all = needsOf(log).toSorted(byRequest);
  const refusedByRules = all.flatMap(({ request }) => {
    const reason = ungrantable(request);
    return reason === undefined ? [] : [{ request, reason }];
  });
  const grantable = all.filter(({ request }) => ungrantable(request) === undefined);
  const writes = needsOfWrites(log, grantable, index, user);
  const needs = [...grantable, ...writes.needs];
  const base = new RbacIndex(new Policy(today.defaults.roles, today.defaults.bindings, { complete: true }));
  const own = needs.filter(({ request }) => base.authorize(user, request).verdict !== 'allow');
  const middle = middleOf(options.window);
  const made = scopesOf(own, writes.held, options.names, middle);
  const existing = today.policy?.roles ?? today.defaults.roles;
  const manifests = manifestsOf(subject, made.scopes, existing);
  const reused: PolicySet = { roles: existing, bindings: today.defaults.bindings };
  return {
    username: log.username,
    subject,
    isMaster: log.groups.has(MASTERS),
    needs,
    held: writes.held,
    byDefaults: needs.length - own.length,
    ungrantable: refusedByRules,
    hidden: [...log.hidden.values()],
    denied: deniedOf(log),
    ...made,
    manifests,
    alternatives: made.scopes.flatMap((scope) => alternativeFor(scope, existing) ?? []),
    proof: {
      ...replay(user, needs, manifests, reused),
      beyond: beyond(made.scopes, own, made.widenings, writes.held),
    },
    overFitting: overFitting({ subject, user }, own, writes.held, today.defaults, options),
    replaces: replacedBy(subject, today),
  };
}

function middleOf(window: Window | undefined): number | undefined {
  return window === undefined || window.first === window.last ? undefined : (window.first + window.last) / 2;
}

function byRequest(a: Need, b: Need): number {
  const [left, right] = [JSON.stringify(a.request), JSON.stringify(b.request)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function deniedOf(log: SubjectLog): Proposal['denied'] {
  return [...log.denied.values()]
    .flatMap((series) => [...series.uses].map(([name, { count }]) => ({ request: series.requestFor(name), count })))
    .toSorted((a, b) => b.count - a.count || (JSON.stringify(a.request) < JSON.stringify(b.request) ? -1 : 1));
}

function overFitting(
  { subject, user }: { readonly subject: Principal; readonly user: User },
  needs: readonly Need[],
  held: readonly Held[],
  defaults: PolicySet,
  { names, window }: ProposeOptions,
): OverFitting {
  const middle = middleOf(window);
  if (window === undefined || middle === undefined) return { known: false, reason: 'the log says no times' };
  const first = needs.filter(({ use }) => use.first === undefined || use.first <= middle);
  const second = needs.filter(({ use }) => use.last !== undefined && use.last > middle);
  if (second.length === 0) return { known: false, reason: 'the user did nothing in the second half of the log' };
  if (!first.some(({ use }) => use.first !== undefined)) {
    return { known: false, reason: 'the user did nothing in the first half of the log' };
  }
  const { scopes } = scopesOf(first, held, names, (window.first + middle) / 2);
  const { refused } = replay(user, second, manifestsOf(subject, scopes, []), defaults);
  return { known: true, asked: second.length, refused };
}

/** The role that grants all of a scope with the least beyond it, if there is one and it is not just that. */
function alternativeFor(scope: Scope, roles: readonly Role[]): Alternative | undefined {
  let best: Alternative | undefined;
  for (const role of roles) {
    // The server's own roles are for its own parts.
    if (role.name.startsWith('system:')) continue;
    if (role.unreadable !== undefined || (role.namespace !== '' && role.namespace !== scope.namespace)) continue;
    const added = addedBy(role, scope);
    if (added === 0) return undefined;
    if (added < (best?.added ?? Infinity)) best = { namespace: scope.namespace, role, added };
  }
  return best;
}

/** Single grants more than the scope needs; not finite where the role does not grant all of it, or has a wildcard. */
function addedBy(role: Role, scope: Scope): number {
  const rules = role.rules.map(({ rule }) => rule);
  if (rules.some(hasWildcard) || !covers(rules, scope.rules)) return Infinity;
  return new Set(
    coverOf(scope.rules, rules)
      .uncovered.flatMap(breakdown)
      .map((rule) => JSON.stringify(rule)),
  ).size;
}

function replacedBy(whom: Principal, { policy, defaults }: Today): readonly Binding[] {
  const own = new Set(defaults.bindings.map(({ namespace, name }) => `${namespace}/${name}`));
  return (policy?.bindings ?? []).filter(
    (binding) =>
      !own.has(`${binding.namespace}/${binding.name}`) &&
      binding.subjects.some((subject) => {
        const principal = principalOf(subject, binding.namespace);
        return principal?.kind === whom.kind && principal.name === whom.name;
      }),
  );
}
