import { member, stringAt, type JsonObject } from '@bulwark/model';
import { all, type Truth } from '../truth.ts';
import { clusterOfAssociation } from './arn.ts';
import { meets, type KeyValues, type RequestKeys } from './condition.ts';
import { speaksOf, type Statement, type TrustPolicy } from './trust-policy.ts';
import { decide, type AwsDecision } from './web-identity.ts';

export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

/** An EKS Pod Identity association, as `aws eks list-pod-identity-associations` and `describe-…` print it. */
export interface Association {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  /** What only `describe-pod-identity-association` says. */
  readonly role: string | undefined;
  readonly target: string | undefined;
  readonly arn: string | undefined;
  readonly hasTags: boolean;
}

export function association(value: JsonObject): Association | undefined {
  const namespace = stringAt(value, 'namespace');
  const name = stringAt(value, 'serviceAccount');
  if (!namespace || !name) return undefined;
  return {
    cluster: stringAt(value, 'clusterName') ?? '',
    namespace,
    name,
    role: stringAt(value, 'roleArn') || undefined,
    target: stringAt(value, 'targetRoleArn') || undefined,
    arn: stringAt(value, 'associationArn') || undefined,
    hasTags: member(value, 'disableSessionTags') !== true,
  };
}

/** Whether EKS may take the role for the pods of an association, with the tags that it sets. */
export function mayAssumeForPod(policy: TrustPolicy, of: Association): AwsDecision {
  if (policy.broken !== undefined) return { answer: { unknown: policy.broken }, statement: undefined };
  const keys = keysOf(of);
  const judge = (statement: Statement): Truth =>
    statement.broken === undefined
      ? all([
          speaksOf(statement, 'sts:AssumeRole') && (!of.hasTags || statement.effect === 'Deny' || tags(policy)),
          isForPods(statement),
          ...statement.conditions.map((condition) => meets(condition, keys, policy.hasVariables)),
        ])
      : { unknown: statement.broken };
  return decide(policy, judge);
}

/** Without leave to tag the session, EKS gets none, unless the association does without. */
function tags({ statements }: TrustPolicy): boolean {
  return statements.some(
    (statement) => statement.effect === 'Allow' && speaksOf(statement, 'sts:TagSession') && isForPods(statement) !== false,
  );
}

export function isForPods({ principals, isNotPrincipal }: Statement): Truth {
  if (isNotPrincipal) return { unknown: 'whom NotPrincipal lets in is not decided' };
  const services = principals.get('Service') ?? [];
  return services.includes(POD_IDENTITY_SERVICE) || services.includes('*') || principals.has('*');
}

function keysOf({ cluster, namespace, name, arn, hasTags }: Association): RequestKeys {
  const found = arn === undefined ? undefined : clusterOfAssociation(arn);
  const known = new Map<string, KeyValues>([
    ['aws:sourcearn', found === undefined ? 'unknown' : [found.arn]],
    ['aws:sourceaccount', found === undefined ? 'unknown' : [found.account]],
  ]);
  const told: readonly (readonly [string, KeyValues])[] = [
    ['eks-cluster-name', [cluster]],
    ['eks-cluster-arn', found === undefined ? 'unknown' : [found.arn]],
    ['kubernetes-namespace', [namespace]],
    ['kubernetes-service-account', [name]],
  ];
  for (const [tag, values] of told) known.set(`aws:requesttag/${tag}`, hasTags ? values : 'absent');
  return (key) => known.get(key) ?? 'unknown';
}
