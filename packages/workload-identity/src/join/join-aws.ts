import { ROLE_AUDIENCE, type IdentityClaim } from '../claim.ts';
import { stringAt, type KubeObject } from '@bulwark/model';
import { roleArn } from '../aws/arn.ts';
import { mayAssumeForPod, type Association } from '../aws/pod-identity.ts';
import { audiencesIn, mayAssumeWithToken, STS_AUDIENCE, type AwsDecision } from '../aws/web-identity.ts';
import { breadthOf } from '../subject/subject-pattern.ts';
import { isUnsure } from '../truth.ts';
import type { Accounts, AskedClaim, Candidate } from './accounts.ts';
import { possibleIssuers, type AwsRole, type CloudSide } from './cloud-side.ts';
import { edgeOf } from './edge-of.ts';
import type { IdentityEdge, OpenTrust } from './identity-edge.ts';

const REGISTERED = 'the account of AWS has an OIDC provider for the issuer, and it knows the audience';

/** Roles of AWS that accounts take with their own tokens, or that EKS takes for them. */
export function joinAws(accounts: Accounts, side: CloudSide): readonly IdentityEdge[] {
  const edges: IdentityEdge[] = [];
  const answered = new Set<IdentityClaim>();
  for (const role of side.roles) {
    for (const { edge, claim } of tokenEdges(role, accounts, side)) {
      edges.push(edge);
      if (claim !== undefined) answered.add(claim);
    }
  }
  for (const asked of accounts.claims) {
    if (asked.claim.cloud === 'aws' && !answered.has(asked.claim)) edges.push(unanswered(asked, side));
  }
  return [...edges, ...podEdges(accounts, side)];
}

interface Answered {
  readonly edge: IdentityEdge;
  readonly claim: IdentityClaim | undefined;
}

function tokenEdges(role: AwsRole, accounts: Accounts, side: CloudSide): readonly Answered[] {
  const issuers = possibleIssuers(side);
  const trusted = role.trusted.filter(({ issuer }) => issuers.includes(issuer));
  const unsure = issuers.length > 1 && side.issuers.length === 0 ? severalClusters(issuers.length) : undefined;
  return accounts.held(trusted.flatMap(({ patterns }) => patterns)).flatMap((candidate): readonly Answered[] => {
    const claim = askedOf(role, candidate, accounts);
    const { decision, audience } = best(
      role,
      candidate,
      trusted.map(({ issuer }) => issuer),
      audienceOf(candidate.declared),
    );
    if (decision.answer === false) return [];
    const reason = (isUnsure(decision.answer) ? decision.answer.unknown : undefined) ?? candidate.doubt ?? unsure;
    const edge = edgeOf(candidate, {
      cloud: 'aws',
      mechanism: 'irsa',
      principal: role.principal,
      reason,
      audience,
      assumptions: [REGISTERED],
      trust: { object: role.object, path: decision.statement ?? role.policy.path },
      asked: claim,
    });
    return [{ edge, claim: claim?.claim }];
  });
}

function severalClusters(count: number): string {
  return `the files speak of ${count} clusters, and none describes that of the manifests`;
}

function askedOf({ principal, object }: AwsRole, { declared }: Candidate, accounts: Accounts): AskedClaim | undefined {
  const named = accounts.asking(principal).find(({ account }) => account === declared);
  if (named !== undefined || stringAt(object.value, 'Arn') !== undefined) return named;
  // A policy alone, in a file that has the name of the role.
  return accounts.claims.find(({ account, claim }) => account === declared && roleArn(claim.principal)?.name === object.name);
}

/** With the audience that the account's pods get, else with one that the role asks for: any pod may ask for that. */
function best(
  role: AwsRole,
  { ref }: Candidate,
  issuers: readonly string[],
  first: string,
): { readonly decision: AwsDecision; readonly audience: string } {
  let unsure: { readonly decision: AwsDecision; readonly audience: string } | undefined;
  for (const issuer of new Set(issuers)) {
    for (const audience of new Set([first, STS_AUDIENCE, ...audiencesIn(role.policy, issuer)])) {
      const decision = mayAssumeWithToken(role.policy, { issuer, account: ref, audience });
      if (decision.answer === true) return { decision, audience };
      if (isUnsure(decision.answer)) unsure ??= { decision, audience };
    }
  }
  return unsure ?? { decision: { answer: false, statement: undefined }, audience: first };
}

function audienceOf(account: KubeObject | undefined): string {
  return (account && stringAt(account.value, 'metadata', 'annotations', ROLE_AUDIENCE)) || STS_AUDIENCE;
}

/** An annotation that no trust answers: the role refuses it, or no file shows the role. */
function unanswered({ account, claim }: AskedClaim, side: CloudSide): IdentityEdge {
  const name = roleArn(claim.principal)?.name;
  const role = side.roles.find(
    ({ principal, object }) => principal === claim.principal || (!stringAt(object.value, 'Arn') && object.name === name),
  );
  const candidate: Candidate = {
    ref: { namespace: account.namespace ?? '', name: account.name },
    declared: account,
    doubt: undefined,
  };
  const base = {
    cloud: 'aws',
    mechanism: 'irsa',
    principal: claim.principal,
    audience: undefined,
    assumptions: [],
    asked: { account, claim },
  } as const;
  if (role === undefined) return edgeOf(candidate, { ...base, reason: 'no file shows whom the role trusts', trust: undefined });
  const trust = { object: role.object, path: role.policy.path };
  const unread = role.policy.broken ?? role.trusted.find(({ unknown }) => unknown !== undefined)?.unknown;
  if (unread !== undefined) return edgeOf(candidate, { ...base, reason: unread, trust });
  return { ...edgeOf(candidate, { ...base, reason: refusal(role, side), trust }), decision: 'denied' };
}

function refusal({ trusted }: AwsRole, side: CloudSide): string {
  if (trusted.length === 0) return 'the role trusts no cluster';
  const issuers = possibleIssuers(side);
  const [other] = trusted;
  if (other !== undefined && !trusted.some(({ issuer }) => issuers.includes(issuer)))
    return `the role trusts ${other.issuer}, which is another cluster`;
  return 'the role does not trust the account';
}

function podEdges(accounts: Accounts, side: CloudSide): readonly IdentityEdge[] {
  const names = new Set(side.associations.map(({ association }) => association.cluster));
  const unsure = names.size > 1 && side.clusters.length === 0 ? severalClusters(names.size) : undefined;
  return side.associations.flatMap(({ object, association }) => {
    if (side.clusters.length > 0 && !side.clusters.includes(association.cluster)) return [];
    const pattern = { namespace: [...association.namespace], name: [...association.name] };
    return accounts.held([pattern]).map((candidate) => {
      const role = side.roles.find(({ principal }) => principal === association.role);
      const answer = role === undefined ? true : mayAssumeForPod(role.policy, association).answer;
      const edge = edgeOf(candidate, {
        cloud: 'aws',
        mechanism: 'pod-identity',
        principal: association.role ?? `the role of the association ${object.name}`,
        reason: (isUnsure(answer) ? answer.unknown : undefined) ?? withoutRole(association) ?? candidate.doubt ?? unsure,
        audience: 'pods.eks.amazonaws.com',
        assumptions: assumptionsOf(association, role),
        trust: { object, path: ['serviceAccount'] },
        asked: undefined,
      });
      return answer === false
        ? ({ ...edge, decision: 'denied', reason: 'the role does not trust EKS for the account' } as const)
        : edge;
    });
  });
}

function withoutRole({ role }: Association): string | undefined {
  return role === undefined
    ? 'the list of associations does not say the role: describe-pod-identity-association does'
    : undefined;
}

function assumptionsOf({ target }: Association, role: AwsRole | undefined): readonly string[] {
  return [
    'the nodes run the agent of EKS Pod Identity',
    ...(role === undefined ? ['the role trusts pods.eks.amazonaws.com'] : []),
    ...(target === undefined ? [] : [`the role goes on to ${target}`]),
  ];
}

/** Trusts in more than single accounts. */
export function openAws({ roles }: CloudSide): readonly OpenTrust[] {
  return roles.flatMap(({ object, principal, trusted }) =>
    trusted.flatMap(({ patterns, statement, condition }) =>
      patterns
        .filter((pattern) => breadthOf(pattern) !== 'one')
        .map((accounts) => ({
          cloud: 'aws' as const,
          mechanism: 'irsa' as const,
          principal,
          accounts,
          trust: { object, path: condition?.path ?? statement.path },
        })),
    ),
  );
}
