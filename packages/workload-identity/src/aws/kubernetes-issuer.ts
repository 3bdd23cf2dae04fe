import type { Statement } from './trust-policy.ts';
import { issuerOfProvider } from './arn.ts';

/** Issuers that only clusters have, without `https://`: those of EKS, GKE and AKS. */
const CLUSTER =
  /^oidc\.eks[a-z-]*\.[a-z0-9-]+\.[a-z.]+\/id\/[A-Z0-9]+$|^container\.googleapis\.com\/v1\/projects\/|^[a-z0-9-]+\.oic\.[a-z0-9-]+\.azure\.[a-z]+\//;
const SUBJECT = 'system:serviceaccount:';

/**
 * The issuers of clusters that a statement trusts. A cluster of one's own may have any address: it is known as one by a
 * condition that speaks of ServiceAccounts.
 */
export function clusterIssuers(statement: Statement): readonly string[] {
  if (statement.isNotPrincipal) return [];
  const issuers = (statement.principals.get('Federated') ?? []).flatMap((arn) => issuerOfProvider(arn) ?? []);
  return issuers.filter((issuer) => CLUSTER.test(issuer) || speaksOfAccounts(statement, issuer));
}

function speaksOfAccounts({ conditions }: Statement, issuer: string): boolean {
  const key = `${issuer}:sub`.toLowerCase();
  return conditions.some(
    (condition) => condition.key.toLowerCase() === key && condition.values.some((value) => value.includes(SUBJECT)),
  );
}
