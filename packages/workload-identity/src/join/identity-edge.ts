import type { KubeObject, Path } from '@bulwark/model';
import type { Cloud } from '../claim.ts';
import type { SubjectPattern } from '../subject/subject-pattern.ts';

/** How pods get an identity of a cloud. */
export type Mechanism = 'irsa' | 'pod-identity' | 'gke' | 'gcp-direct' | 'azure';

/** Where it stands that an identity may be taken, or that somebody asks for it. */
export interface Source {
  readonly object: KubeObject;
  readonly path: Path;
}

/** What a ServiceAccount can take, or asks for: an edge from a cluster to a cloud. */
export interface IdentityEdge {
  /** Without a namespace where the manifest leaves it open. */
  readonly account: { readonly namespace: string | undefined; readonly name: string };
  /** The ServiceAccount among the objects; undefined where no manifest shows it. */
  readonly declared: KubeObject | undefined;
  readonly cloud: Cloud;
  readonly mechanism: Mechanism;
  /** The ARN of a role, the address of a service account, the id of an identity, or a role on a resource. */
  readonly principal: string;
  /** `allowed`: the cloud gives it; `denied`: the account asks for it and does not get it; else it is not known. */
  readonly decision: 'allowed' | 'denied' | 'unknown';
  /** Whether an annotation of the account asks for it. Whoever is trusted can take it without. */
  readonly isAsked: boolean;
  /** For whom the token must be made. */
  readonly audience: string | undefined;
  /** Why it is denied or unknown. */
  readonly reason: string | undefined;
  /** What must hold that no file shows. */
  readonly assumptions: readonly string[];
  /** Where the cloud says it; undefined where no file does. */
  readonly trust: Source | undefined;
  readonly asked: Source | undefined;
}

/** A trust that names more than single accounts: whoever has or makes an account that fits gets in. */
export interface OpenTrust {
  readonly cloud: Cloud;
  readonly mechanism: Mechanism;
  readonly principal: string;
  readonly accounts: SubjectPattern;
  readonly trust: Source;
}

export interface Identities {
  readonly edges: readonly IdentityEdge[];
  readonly open: readonly OpenTrust[];
}
