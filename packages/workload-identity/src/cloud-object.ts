import {
  isArray,
  isObject,
  listAt,
  member,
  objectAt,
  stringAt,
  type Json,
  type JsonObject,
  type KubeObject,
  type Path,
} from '@bulwark/model';

/** The API group under which a cloud's side of an identity is an object like any other. No API server has it. */
export const CLOUD_GROUP = 'cloud.bulwark.dev';
const API_VERSION = `${CLOUD_GROUP}/v1`;

export const CLOUD_KINDS = [
  'AwsRole',
  'AzureCluster',
  'AzureFederatedCredential',
  'AzureIdentity',
  'EksCluster',
  'EksPodIdentityAssociation',
  'GcpIamPolicy',
  'GkeCluster',
] as const;
export type CloudKind = (typeof CLOUD_KINDS)[number];

/** One thing in what a cloud's command line has printed. */
export interface CloudExport {
  readonly path: Path;
  /** The thing as it was printed, with what every Kubernetes object has. */
  readonly value: JsonObject;
}

const DEEPEST = 3;

/**
 * What a document that a cloud's command line has printed holds. `file` names what does not name itself: a policy alone. Empty
 * where it is none of them.
 */
export function cloudExports(document: Json | undefined, file: string): readonly CloudExport[] {
  const found: CloudExport[] = [];
  collect(found, document, [], file);
  return found;
}

/** Where command lines put what they print. */
const WRAPPED: readonly string[] = ['Role', 'Roles', 'association', 'associations', 'cluster', 'value'];

function collect(found: CloudExport[], value: Json | undefined, path: Path, file: string): void {
  if (isArray(value)) {
    if (path.length < DEEPEST) value.forEach((item, index) => collect(found, item, [...path, index], file));
    return;
  }
  if (!isObject(value)) return;
  // What is one of ours already.
  if (stringAt(value, 'apiVersion') === API_VERSION) {
    found.push({ path, value });
    return;
  }
  const known = kindOf(value);
  if (known !== undefined) {
    const [kind, name = nameOfFile(file)] = known;
    found.push({ path, value: { ...value, apiVersion: API_VERSION, kind, metadata: { name } } });
    return;
  }
  if (path.length >= DEEPEST) return;
  for (const key of WRAPPED) {
    const inner = member(value, key);
    if (isObject(inner) || isArray(inner)) collect(found, inner, [...path, key], file);
  }
}

type Known = readonly [kind: CloudKind, name: string | undefined];

const READERS: readonly ((value: JsonObject) => Known | undefined)[] = [awsRole, eks, google, azure];

function kindOf(value: JsonObject): Known | undefined {
  for (const read of READERS) {
    const known = read(value);
    if (known !== undefined) return known;
  }
  return undefined;
}

function awsRole(value: JsonObject): Known | undefined {
  const name = stringAt(value, 'RoleName') || undefined;
  if (member(value, 'AssumeRolePolicyDocument') !== undefined) return ['AwsRole', name];
  const statements = [member(value, 'Statement')].flat();
  const isTrust = statements.some(
    (each) => member(each, 'Principal') !== undefined || member(each, 'NotPrincipal') !== undefined,
  );
  return isTrust ? ['AwsRole', name] : undefined;
}

function eks(value: JsonObject): Known | undefined {
  const namespace = stringAt(value, 'namespace');
  const account = stringAt(value, 'serviceAccount');
  const cluster = stringAt(value, 'clusterName');
  if (namespace && account && cluster) return ['EksPodIdentityAssociation', `${cluster}/${namespace}/${account}`];
  return stringAt(value, 'identity', 'oidc', 'issuer') ? ['EksCluster', stringAt(value, 'name')] : undefined;
}

function google(value: JsonObject): Known | undefined {
  const policy = objectAt(value, 'policy');
  if (stringAt(value, 'resource') !== undefined && isArray(member(policy, 'bindings'))) {
    return ['GcpIamPolicy', stringAt(value, 'resource')];
  }
  const bindings = listAt(value, 'bindings');
  if (bindings.some((binding) => stringAt(binding, 'role') !== undefined)) return ['GcpIamPolicy', undefined];
  // What gcloud prints of a policy without bindings.
  if (stringAt(value, 'etag') !== undefined && Object.keys(value).every((key) => key === 'etag' || key === 'version')) {
    return ['GcpIamPolicy', undefined];
  }
  return stringAt(value, 'workloadIdentityConfig', 'workloadPool') ? ['GkeCluster', stringAt(value, 'name')] : undefined;
}

function azure(value: JsonObject): Known | undefined {
  const own = objectAt(value, 'properties') ?? value;
  const isCredential = stringAt(own, 'issuer') !== undefined && isArray(member(own, 'audiences'));
  if (isCredential) return ['AzureFederatedCredential', stringAt(value, 'name')];
  if (stringAt(value, 'clientId') && stringAt(value, 'principalId')) return ['AzureIdentity', stringAt(value, 'name')];
  if (stringAt(value, 'appId') && stringAt(value, 'displayName')) return ['AzureIdentity', stringAt(value, 'displayName')];
  return stringAt(value, 'oidcIssuerProfile', 'issuerUrl') ? ['AzureCluster', stringAt(value, 'name')] : undefined;
}

/** `aws/shop@project.iam.gserviceaccount.com.json` → `shop@project.iam.gserviceaccount.com`. */
function nameOfFile(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:json|ya?ml)$/, '');
}

/** How a finding and a table name a role: its ARN, else its name. */
export function roleName({ value, name }: KubeObject): string {
  return stringAt(value, 'Arn') || name;
}
