import type { Authority } from '../authorize/authority.ts';
import type { AnyGap, ChainDecision } from '../authorize/decision.ts';
import { coverOf } from '../covers/covers.ts';
import { resourceRequest, type ResourceRequest } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { MASTERS, type User } from '../subject/user.ts';
import { escalationText, forbidden, notAuthorized } from './refusals.ts';
import type { AllowedRequest, Proof, Refusal, WriteDecision } from './write-decision.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** `create` is a POST, `update` a PUT, `patch` any kind of patch; the latter two make the object where it is missing. */
export type WriteVerb = 'create' | 'update' | 'patch';

/** A write by somebody, as the URL tells it. */
export interface Write {
  readonly authority: Authority;
  readonly user: User;
  readonly verb: WriteVerb;
  /** Whether the object is there already. */
  readonly exists: boolean;
  readonly resource: 'roles' | 'clusterroles' | 'rolebindings' | 'clusterrolebindings';
  readonly namespace: string;
  readonly name: string;
}

/** Whether the object may be handed in, by what it grants: the proof, or why not. */
export type Verdict = Proof | Refusal | Doubt;

export interface Doubt {
  readonly kind: 'unknown';
  readonly reasons: readonly string[];
  readonly gaps: readonly AnyGap[];
}

/** The request itself first, then what the object grants, then the right to create what a PUT or an apply finds missing. */
export function decideWrite(write: Write, judge: () => Verdict): WriteDecision {
  const requests: AllowedRequest[] = [];
  const first = allow(write, requestOf(write), requests);
  if (first !== undefined) return first;
  const verdict = judge();
  if ('verdict' in verdict) return verdict;
  if (verdict.kind === 'unknown') return { verdict: 'unknown', reasons: verdict.reasons, gaps: verdict.gaps };
  if (!write.exists && write.verb !== 'create') {
    const created = allow(write, requestOf(write, 'create'), requests);
    if (created !== undefined) return created;
  }
  return { verdict: 'allowed', requests, proof: verdict };
}

/** What to answer where the request is not allowed; undefined where it is, and then it stands in `allowed`. */
function allow({ authority, user }: Write, request: ResourceRequest, allowed: AllowedRequest[]): WriteDecision | undefined {
  const decision = authority.authorize(user, request);
  if (decision.verdict === 'allow') {
    allowed.push({ request, grant: decision.grant });
    return undefined;
  }
  return decision.gaps.length === 0 ? notAuthorized(user, request) : unknown(decision.gaps);
}

function unknown(gaps: readonly AnyGap[]): WriteDecision & { readonly verdict: 'unknown' } {
  return { verdict: 'unknown', reasons: reasonsOf(gaps), gaps };
}

function reasonsOf(gaps: readonly AnyGap[]): readonly string[] {
  return [
    ...new Set(
      gaps.map((gap) => `${'binding' in gap ? `${gap.binding.kind} ${gap.binding.name}` : gap.authorizer}: ${gap.reason}`),
    ),
  ];
}

/** A POST has no name in its URL. */
export function requestOf({ verb, resource, namespace, name }: Write, as: WriteVerb = verb): ResourceRequest {
  return resourceRequest({ verb: as, group: RBAC_GROUP, resource, namespace, name: verb === 'create' ? '' : name });
}

export function isMaster({ groups }: User): boolean {
  return groups.includes(MASTERS);
}

/** Asks for a verb that makes all further questions superfluous; the gaps of what is not allowed come back. */
export function askFor({ authority, user }: Write, request: ResourceRequest): Proof | { readonly gaps: readonly AnyGap[] } {
  const decision: ChainDecision = authority.authorize(user, request);
  if (decision.verdict === 'no-opinion') return { gaps: decision.gaps };
  return { kind: 'verb', by: { request, grant: decision.grant } };
}

/**
 * Whether the writer holds what the rules grant (ConfirmNoEscalation). `gaps` are those of an earlier question; `why` stands in
 * the refusal instead of the missing permissions.
 */
export function confirmHeld(write: Write, rules: readonly PolicyRule[], gaps: readonly AnyGap[], why?: string): Verdict {
  const held = write.authority.rulesFor(write.user, write.namespace);
  const owned = held.grants.map(({ rule }) => rule.rule);
  const cover = coverOf(owned, rules);
  if (cover.uncovered.length > 0) {
    const open = [...gaps, ...held.gaps];
    if (open.length > 0) return { kind: 'unknown', reasons: reasonsOf(open), gaps: open };
    const text = why ?? escalationText(write.user, cover.uncovered);
    return forbidden(resourceRequest({ ...requestOf(write), name: write.name }), text, cover.uncovered);
  }
  const permissions = cover.held.flatMap(({ piece, owner }) => {
    const grant = held.grants[owner];
    return grant === undefined ? [] : [{ piece, grant }];
  });
  return { kind: 'held', permissions };
}
