import { stringAt, type KubeObject } from '@bulwark/model';
import { issuerText } from '../aws/arn.ts';
import { association, type Association } from '../aws/pod-identity.ts';
import { trustedAccounts, type TrustedAccounts } from '../aws/trusted-accounts.ts';
import { trustPolicy, type TrustPolicy } from '../aws/trust-policy.ts';
import { federatedCredential, identityKey, type FederatedCredential } from '../azure/federated-credential.ts';
import { CLOUD_GROUP, roleName } from '../cloud-object.ts';
import { gcpPolicy, type GcpPolicy } from '../gcp/iam-policy.ts';

export interface AwsRole {
  readonly object: KubeObject;
  readonly principal: string;
  readonly policy: TrustPolicy;
  readonly trusted: readonly TrustedAccounts[];
}

export interface AzureCredential {
  readonly object: KubeObject;
  readonly credential: FederatedCredential;
  /** The client id of the identity that it belongs to, where a file shows it. */
  readonly client: string | undefined;
  readonly principal: string;
}

/** What files say of clouds, read once. */
export interface CloudSide {
  readonly roles: readonly AwsRole[];
  readonly associations: readonly { readonly object: KubeObject; readonly association: Association }[];
  readonly policies: readonly { readonly object: KubeObject; readonly policy: GcpPolicy }[];
  readonly credentials: readonly AzureCredential[];
  /** The issuers and pools of the clusters that were described, without `https://`. */
  readonly issuers: readonly string[];
  readonly pools: readonly string[];
  /** The names of clusters of EKS that were described. */
  readonly clusters: readonly string[];
  /** The client ids that some credential's identity is known to have. */
  readonly clients: ReadonlySet<string>;
}

export function cloudSide(objects: readonly KubeObject[]): CloudSide {
  const byKind = Map.groupBy(
    objects.filter(({ group }) => group === CLOUD_GROUP),
    ({ kind }) => kind,
  );
  const of = (kind: string): readonly KubeObject[] => byKind.get(kind) ?? [];
  const clients = clientIds(of('AzureIdentity'));
  const issuers = [
    ...of('EksCluster').map(({ value }) => stringAt(value, 'identity', 'oidc', 'issuer')),
    ...of('AzureCluster').map(({ value }) => stringAt(value, 'oidcIssuerProfile', 'issuerUrl')),
    ...of('GkeCluster').map(({ value }) => gkeIssuer(stringAt(value, 'selfLink'))),
  ];
  return {
    roles: of('AwsRole').map((object) => {
      const policy = trustPolicy(object.value);
      return { object, principal: roleName(object), policy, trusted: trustedAccounts(policy) };
    }),
    associations: of('EksPodIdentityAssociation').flatMap((object) => {
      const found = association(object.value);
      return found === undefined ? [] : [{ object, association: found }];
    }),
    policies: of('GcpIamPolicy').map((object) => ({ object, policy: gcpPolicy(object.value, object.name) })),
    credentials: of('AzureFederatedCredential').map((object) => {
      const credential = federatedCredential(object.value);
      const client = credential.identity === undefined ? undefined : clients.get(identityKey(credential.identity));
      return { object, credential, client, principal: client ?? credential.identity ?? object.name };
    }),
    issuers: issuers.flatMap((issuer) => (issuer ? [issuerText(issuer)] : [])),
    pools: of('GkeCluster').flatMap(({ value }) => stringAt(value, 'workloadIdentityConfig', 'workloadPool') ?? []),
    clusters: of('EksCluster').map(({ name }) => name),
    clients: new Set(clients.values()),
  };
}

function clientIds(identities: readonly KubeObject[]): ReadonlyMap<string, string> {
  return new Map(
    identities.flatMap(({ value }) => {
      const id = stringAt(value, 'id');
      const client = stringAt(value, 'clientId') ?? stringAt(value, 'appId');
      return id === undefined || client === undefined ? [] : [[identityKey(id), client.toLowerCase()] as const];
    }),
  );
}

/** `https://container.googleapis.com/v1/projects/P/locations/L/clusters/C` is both a cluster's address and its issuer. */
function gkeIssuer(selfLink: string | undefined): string | undefined {
  return selfLink?.replace('/zones/', '/locations/');
}

/**
 * The issuers whose tokens the ServiceAccounts of the manifests may have. Where no file describes a cluster and all trusts name
 * one issuer, it is that one; several are all possible, and nobody knows which.
 */
export function possibleIssuers({ issuers, roles }: CloudSide): readonly string[] {
  if (issuers.length > 0) return issuers;
  return [...new Set(roles.flatMap(({ trusted }) => trusted.map(({ issuer }) => issuer)))];
}
