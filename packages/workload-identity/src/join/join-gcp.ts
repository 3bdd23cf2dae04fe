import { actsAs, type GcpGrant, type GcpPolicy } from '../gcp/iam-policy.ts';
import { breadthOf } from '../subject/subject-pattern.ts';
import type { KubeObject } from '@bulwark/model';
import type { Accounts, AskedClaim } from './accounts.ts';
import type { CloudSide } from './cloud-side.ts';
import { edgeOf } from './edge-of.ts';
import type { IdentityEdge, Mechanism, OpenTrust } from './identity-edge.ts';

/** A member of a policy as one who gets something. */
interface Gets {
  readonly object: KubeObject;
  readonly grant: GcpGrant;
  readonly mechanism: Mechanism;
  readonly principal: string;
  readonly reason: string | undefined;
  /** Whether it is not of one service account alone. */
  readonly isWide: boolean;
}

/** Service accounts and roles of Google that accounts of a pool take. */
export function joinGcp(accounts: Accounts, side: CloudSide): readonly IdentityEdge[] {
  const edges: IdentityEdge[] = [];
  const answered = new Set<unknown>();
  for (const { object, grant, mechanism, principal, reason } of grantsIn(side)) {
    if (grant.pool === undefined) continue;
    for (const candidate of accounts.held([grant.accounts])) {
      const asked = accounts.asking(principal).find(({ account }) => account === candidate.declared);
      if (asked !== undefined) answered.add(asked.claim);
      const assumptions = [`the cluster is in the pool ${grant.pool}, in which every cluster's account of this name is the same`];
      const trust = { object, path: grant.path };
      const why = reason ?? candidate.doubt;
      edges.push(
        edgeOf(candidate, { cloud: 'gcp', mechanism, principal, reason: why, audience: grant.pool, assumptions, trust, asked }),
      );
    }
  }
  return [...edges, ...unanswered(accounts, side, answered)];
}

function unanswered(accounts: Accounts, side: CloudSide, answered: ReadonlySet<unknown>): readonly IdentityEdge[] {
  // A grant on a project is one on each service account in it.
  const wide = grantsIn(side).filter(({ isWide }) => isWide);
  const named = new Set(wide.flatMap(({ grant }) => accounts.held([grant.accounts]).map(({ declared }) => declared)));
  return accounts.claims
    .filter(({ claim }) => claim.cloud === 'gcp' && !answered.has(claim))
    .map((asked) => unansweredEdge(asked, side, named.has(asked.account)));
}

const NO_FILE = 'no file shows whom the service account of Google trusts';
const ON_ALL =
  'a policy that is not of the service account alone names the account, and it is not known whether it is of its project';

function unansweredEdge(asked: AskedClaim, side: CloudSide, isNamed: boolean): IdentityEdge {
  const { account, claim } = asked;
  const found = side.policies.find(({ policy }) => policy.account === claim.principal);
  const isDenied = found !== undefined && !isNamed;
  const edge = edgeOf(
    { ref: { namespace: account.namespace ?? '', name: account.name }, declared: account, doubt: undefined },
    {
      cloud: 'gcp',
      mechanism: 'gke',
      principal: claim.principal,
      reason: isNamed ? ON_ALL : isDenied ? 'its policy does not name the account' : NO_FILE,
      audience: undefined,
      assumptions: isDenied ? ['no policy of the project, or above it, names the account'] : [],
      trust: found === undefined ? undefined : { object: found.object, path: [] },
      asked,
    },
  );
  return isDenied ? { ...edge, decision: 'denied' } : edge;
}

/** The members of all policies that get something, as far as they are of the pools of the clusters that were described. */
function grantsIn(side: CloudSide): readonly Gets[] {
  return side.policies.flatMap(({ object, policy }) =>
    policy.grants.flatMap((grant): readonly Gets[] => {
      if (side.pools.length > 0 && grant.pool !== undefined && !side.pools.includes(grant.pool)) return [];
      return gets(object, policy, grant);
    }),
  );
}

function gets(object: KubeObject, { account, resource }: GcpPolicy, grant: GcpGrant): readonly Gets[] {
  const acts = actsAs(grant.role);
  const reason = reasonOf(grant);
  if (account !== undefined) {
    // The other roles on a service account give nothing of what it may do.
    if (acts === false) return [];
    const custom = acts === undefined ? `what the role ${grant.role} holds is not known` : undefined;
    return [{ object, grant, mechanism: 'gke', principal: account, reason: reason ?? custom, isWide: false }];
  }
  const whose = resource ?? `what ${object.name} is the policy of`;
  if (acts === true)
    return [{ object, grant, mechanism: 'gke', principal: `every service account in ${whose}`, reason, isWide: true }];
  return [{ object, grant, mechanism: 'gcp-direct', principal: `${grant.role} on ${whose}`, reason, isWide: false }];
}

function reasonOf({ isConditional, unless }: GcpGrant): string | undefined {
  return unless ?? (isConditional ? 'the binding has a condition' : undefined);
}

export function openGcp(side: CloudSide): readonly OpenTrust[] {
  return grantsIn(side).flatMap(({ object, grant, mechanism, principal }) =>
    breadthOf(grant.accounts) === 'one' || grant.unless !== undefined
      ? []
      : [{ cloud: 'gcp' as const, mechanism, principal, accounts: grant.accounts, trust: { object, path: grant.path } }],
  );
}
