export interface RoleArn {
  readonly partition: string;
  readonly account: string;
  /** Without the path in front. */
  readonly name: string;
}

const ROLE = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\u0021-\u007E]+\/)?([\w+=,.@-]{1,64})$/;

export function roleArn(text: string): RoleArn | undefined {
  const [, partition, account, name] = ROLE.exec(text) ?? [];
  return partition === undefined || account === undefined || name === undefined ? undefined : { partition, account, name };
}

/** What is wrong with a text that should be the ARN of a role. */
export function roleArnProblem(text: string): string | undefined {
  if (roleArn(text) !== undefined) return undefined;
  if (text.trim() !== text) return 'begins or ends with a space';
  if (!text.startsWith('arn:')) return 'is no ARN: it is written arn:aws:iam::ACCOUNT:role/NAME';
  const [, partition = '', service, region, account = '', ...rest] = text.split(':');
  if (!/^aws[a-z-]*$/.test(partition)) return `names the partition "${partition}", which AWS does not have`;
  if (service !== 'iam') return `is an ARN of the service "${service ?? ''}", not of IAM`;
  if (region !== '') return 'has a region, which ARNs of IAM do not have';
  if (!/^\d{12}$/.test(account)) return `has the account "${account}", which is not of twelve digits`;
  const resource = rest.join(':');
  if (!resource.startsWith('role/')) return `is an ARN of "${resource}", not of a role`;
  return 'has a name that no role can have';
}

/** The issuer of tokens, without `https://`, that an OIDC provider of IAM stands for. */
export function issuerOfProvider(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/(.+)$/.exec(arn)?.[1];
}

/** `https://issuer/` as it stands in ARNs and condition keys. */
export function issuerText(issuer: string): string {
  return issuer.replace(/^https:\/\//, '');
}

/** The cluster of an association: `arn:aws:eks:REGION:ACCOUNT:podidentityassociation/CLUSTER/ID`. */
export function clusterOfAssociation(arn: string): { readonly arn: string; readonly account: string } | undefined {
  const [, partition, region, account, cluster] =
    /^arn:(aws[a-z-]*):eks:([a-z0-9-]+):(\d{12}):podidentityassociation\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  if (partition === undefined || region === undefined || account === undefined || cluster === undefined) return undefined;
  return { arn: `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`, account };
}
