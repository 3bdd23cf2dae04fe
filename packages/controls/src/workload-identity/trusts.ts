import type { KubeObject, Path } from '@bulwark/model';
import {
  actsAs,
  CLOUD_GROUP,
  federatedCredential,
  gcpPolicy,
  roleName,
  trustedAccounts,
  trustPolicy,
  type Cloud,
  type SubjectPattern,
} from '@bulwark/workload-identity';
import type { KindRef } from '../control.ts';

/** The kinds that say whom a cloud trusts. */
export const TRUST_KINDS: readonly KindRef[] = ['AwsRole', 'AzureFederatedCredential', 'GcpIamPolicy'].map((kind) => ({
  group: CLOUD_GROUP,
  kind,
}));

/** One place of an object of a cloud that lets ServiceAccounts in. */
export interface Trust {
  readonly cloud: Cloud;
  /** What they get, in words: `the role "arn:…"`. */
  readonly what: string;
  readonly path: Path;
  readonly patterns: readonly SubjectPattern[];
  /** Whether a condition says which accounts. */
  readonly isNarrowed: boolean;
  /** Whether it lets in everybody in the world. */
  readonly isPublic: boolean;
  /** Why it lets nobody in, or why it is not known whom. */
  readonly never: string | undefined;
  readonly unknown: string | undefined;
}

export function trustsOf(object: KubeObject): readonly Trust[] {
  if (object.kind === 'AwsRole') return awsTrusts(object);
  return object.kind === 'GcpIamPolicy' ? gcpTrusts(object) : azureTrusts(object);
}

function awsTrusts(object: KubeObject): readonly Trust[] {
  return trustedAccounts(trustPolicy(object.value)).map(({ condition, statement, patterns, never, unknown }) => ({
    cloud: 'aws',
    what: `the role "${roleName(object)}"`,
    path: condition?.path ?? statement.path,
    patterns,
    isNarrowed: condition !== undefined,
    isPublic: false,
    never,
    unknown,
  }));
}

function gcpTrusts(object: KubeObject): readonly Trust[] {
  const { account, resource, grants } = gcpPolicy(object.value, object.name);
  return grants.flatMap(({ role, path, accounts, unless, pool }): readonly Trust[] => {
    const acts = actsAs(role);
    if (account !== undefined && acts === false) return [];
    const whose = account === undefined ? `what "${resource ?? object.name}" is` : `the service account "${account}"`;
    const what = acts === true && account !== undefined ? whose : `${role} on ${whose}`;
    return [
      {
        cloud: 'gcp',
        what,
        path,
        patterns: unless === undefined ? [accounts] : [],
        isNarrowed: true,
        isPublic: pool === undefined,
        never: undefined,
        unknown: unless,
      },
    ];
  });
}

function azureTrusts(object: KubeObject): readonly Trust[] {
  const { accounts, path, isFlexible } = federatedCredential(object.value);
  // The subject of a repository's pipeline, for example, is none of a cluster's.
  if (accounts?.length === 0) return [];
  return [
    {
      cloud: 'azure',
      what: `the identity of the credential "${object.name}"`,
      path,
      patterns: accounts ?? [],
      isNarrowed: true,
      isPublic: false,
      never: undefined,
      unknown: accounts === undefined && isFlexible ? 'the expression is not read' : undefined,
    },
  ];
}
