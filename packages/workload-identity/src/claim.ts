import { isObject, member, objectAt, stringAt, type KubeObject, type Path } from '@bulwark/model';
import { roleArnProblem } from './aws/arn.ts';

export type Cloud = 'aws' | 'azure' | 'gcp';

/** An identity of a cloud that a ServiceAccount asks for by an annotation. */
export interface IdentityClaim {
  readonly cloud: Cloud;
  /** The ARN of a role, the e-mail address of a service account, the client id of an application or managed identity. */
  readonly principal: string;
  readonly key: string;
  readonly path: Path;
}

export const ROLE_ARN = 'eks.amazonaws.com/role-arn';
export const ROLE_AUDIENCE = 'eks.amazonaws.com/audience';
export const GCP_ACCOUNT = 'iam.gke.io/gcp-service-account';
export const AZURE_CLIENT = 'azure.workload.identity/client-id';
export const AZURE_TENANT = 'azure.workload.identity/tenant-id';
export const AZURE_USE = 'azure.workload.identity/use';

const KEYS: readonly (readonly [string, Cloud])[] = [
  [ROLE_ARN, 'aws'],
  [GCP_ACCOUNT, 'gcp'],
  [AZURE_CLIENT, 'azure'],
];
const NONE: readonly IdentityClaim[] = [];

/** What the annotations of a ServiceAccount ask for; an empty value asks for nothing. */
export function claimsOf({ value }: Pick<KubeObject, 'value'>): readonly IdentityClaim[] {
  const annotations = objectAt(value, 'metadata', 'annotations');
  if (annotations === undefined) return NONE;
  let claims: IdentityClaim[] | undefined;
  for (const [key, cloud] of KEYS) {
    const principal = stringAt(annotations, key);
    if (!principal) continue;
    (claims ??= []).push({ cloud, principal, key, path: ['metadata', 'annotations', key] });
  }
  return claims ?? NONE;
}

/** Whether an object has an annotation of one of the keys, whatever it says. */
export function hasAnnotation({ value }: Pick<KubeObject, 'value'>, key: string): boolean {
  const annotations = member(member(value, 'metadata'), 'annotations');
  return isObject(annotations) && Object.hasOwn(annotations, key);
}

/** A service account that somebody has made, and those that Google makes for its own services. */
const GCP_EMAIL =
  /^(?:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9](?:\.[a-z0-9-]+)*\.iam\.gserviceaccount\.com|\d+-compute@developer\.gserviceaccount\.com|[a-z0-9.-]+@(?:appspot|cloudservices)\.gserviceaccount\.com|service-\d+@[a-z0-9-]+\.iam\.gserviceaccount\.com)$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** What is wrong with the value of a claim; undefined where a cloud can have what it names. */
export function claimProblem({ cloud, principal }: IdentityClaim): string | undefined {
  if (cloud === 'aws') return roleArnProblem(principal);
  if (cloud === 'azure') return uuidProblem(principal);
  if (GCP_EMAIL.test(principal)) return undefined;
  if (principal.trim() !== principal) return 'begins or ends with a space';
  return 'is no address of a service account: it is written NAME@PROJECT.iam.gserviceaccount.com';
}

export function uuidProblem(text: string): string | undefined {
  return UUID.test(text) ? undefined : 'is no UUID';
}
