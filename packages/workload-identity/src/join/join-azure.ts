import { issuerText } from '../aws/arn.ts';
import { breadthOf } from '../subject/subject-pattern.ts';
import type { Accounts, AskedClaim, Candidate } from './accounts.ts';
import type { AzureCredential, CloudSide } from './cloud-side.ts';
import { edgeOf } from './edge-of.ts';
import type { IdentityEdge, OpenTrust } from './identity-edge.ts';

/** Identities of Azure that accounts take by federated credentials. */
export function joinAzure(accounts: Accounts, side: CloudSide): readonly IdentityEdge[] {
  const edges: IdentityEdge[] = [];
  const answered = new Set<unknown>();
  const credentials = ofCluster(side);
  const issuers = new Set(credentials.map(({ credential }) => credential.issuer));
  const unsure =
    issuers.size > 1 && side.issuers.length === 0
      ? `the files speak of ${issuers.size} clusters, and none describes that of the manifests`
      : undefined;
  for (const { object, credential, client, principal } of credentials) {
    for (const candidate of accounts.held(credential.accounts ?? [])) {
      const asked =
        client === undefined ? undefined : accounts.asking(client).find(({ account }) => account === candidate.declared);
      if (asked !== undefined) answered.add(asked.claim);
      edges.push(
        edgeOf(candidate, {
          cloud: 'azure',
          mechanism: 'azure',
          principal,
          reason: candidate.doubt ?? unsure,
          audience: credential.audiences[0],
          assumptions: side.issuers.length > 0 ? [] : [`${credential.issuer ?? 'the issuer'} is the issuer of the cluster`],
          trust: { object, path: credential.path },
          asked,
        }),
      );
    }
  }
  const left = accounts.claims.filter(({ claim }) => claim.cloud === 'azure' && !answered.has(claim));
  return [...edges, ...left.map((asked) => unanswered(asked, accounts, side))];
}

/** The credentials of clusters, as far as they may be of the cluster of the manifests. */
function ofCluster(side: CloudSide): readonly AzureCredential[] {
  return side.credentials.filter(({ credential }) => {
    if (credential.accounts?.length === 0) return false;
    return side.issuers.length === 0 || (credential.issuer !== undefined && side.issuers.includes(issuerText(credential.issuer)));
  });
}

function unanswered(asked: AskedClaim, accounts: Accounts, side: CloudSide): IdentityEdge {
  const { account, claim } = asked;
  const candidate: Candidate = {
    ref: { namespace: account.namespace ?? '', name: account.name },
    declared: account,
    doubt: undefined,
  };
  const client = claim.principal.toLowerCase();
  const base = {
    cloud: 'azure',
    mechanism: 'azure',
    principal: claim.principal,
    audience: undefined,
    assumptions: [],
    asked,
  } as const;
  const own = side.credentials.filter((each) => each.client === client);
  const [first] = own;
  if (first === undefined)
    return edgeOf(candidate, { ...base, reason: withoutCredential(asked, accounts, side), trust: undefined });
  const trust = { object: first.object, path: first.credential.path };
  const isUnread = own.some(({ credential }) => credential.accounts === undefined);
  if (isUnread) return edgeOf(candidate, { ...base, reason: 'the expression of a credential is not read', trust });
  return {
    ...edgeOf(candidate, { ...base, reason: 'no federated credential of the identity names the account', trust }),
    decision: 'denied',
  };
}

function withoutCredential({ account }: AskedClaim, accounts: Accounts, side: CloudSide): string {
  const isNamed = side.credentials.some(
    ({ credential, client }) =>
      client === undefined && accounts.held(credential.accounts ?? []).some(({ declared }) => declared === account),
  );
  return isNamed
    ? 'an identity trusts the account, and no file says its client id: az identity list does'
    : 'no file shows a federated credential of the identity';
}

export function openAzure(side: CloudSide): readonly OpenTrust[] {
  return side.credentials.flatMap(({ object, credential, principal }) =>
    (credential.accounts ?? [])
      .filter((pattern) => breadthOf(pattern) !== 'one')
      .map((accounts) => ({
        cloud: 'azure' as const,
        mechanism: 'azure' as const,
        principal,
        accounts,
        trust: { object, path: credential.path },
      })),
  );
}
