import { claimsOf, type Cloud, type CloudSide } from '@bulwark/workload-identity';
import { refOf } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { WHAT } from './claim-words.ts';
import { ACCOUNT, CLOUD_REFS, cloudOf, identitiesIn } from './cloud-of.ts';

const control: Control = defineControl({
  id: 'workload-identity/not-trusted',
  subject: [ACCOUNT],
  title: 'What a ServiceAccount asks of a cloud, the cloud gives it',
  severity: 'medium',
  remediation: 'Let the identity trust the ServiceAccount by its namespace and name, or remove the annotation',
  reads: [ACCOUNT, ...CLOUD_REFS],
  judgesPartial: true,

  check(account, { scope }) {
    const claims = claimsOf(account);
    if (claims.length === 0) return NOTHING;
    const side = cloudOf(scope);
    return claims.flatMap((claim): readonly Outcome[] => {
      // Nobody has shown anything of this cloud.
      if (!isShown(side, claim.cloud)) return NOTHING;
      const edge = identitiesIn(scope).edges.find(({ asked }) => asked?.object === account && asked.path.at(-1) === claim.key);
      if (edge === undefined || edge.decision === 'allowed') return NOTHING;
      const reason = edge.reason ?? 'it is not decided';
      if (edge.decision === 'unknown') return [{ at: claim.path, unknown: reason }];
      const evidence =
        edge.trust === undefined
          ? []
          : [{ text: 'this is what it says', object: refOf(edge.trust.object), path: edge.trust.path }];
      return [
        {
          at: claim.path,
          message: `the ServiceAccount does not get the ${WHAT[claim.cloud]} "${claim.principal}": ${reason}`,
          evidence,
        },
      ];
    });
  },

  why: `The pod runs, and gets no identity: many libraries go on to ask the node for its own, which can do more. And an annotation that gives nothing
is taken for the truth by whoever reviews who may do what.`,
  details: `Judged where files of the same cloud are given (--iam): the role, the policy or the credentials of what the annotation names must be among
them, else it is unknown. AWS compares the issuer, the subject and the audience; Azure the issuer and the subject as they stand; Google the
pool, the namespace and the name. A grant on a whole project of Google is not in the policy of a service account: the evidence says which
file was asked.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
  ],
  requirements: { mitre: ['T1078.004'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the role trusts the account of another namespace',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/web
---
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: web
RoleName: web
Arn: arn:aws:iam::111122223333:role/web
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:store:web
`,
        at: ['ServiceAccount/web metadata.annotations["eks.amazonaws.com/role-arn"]'],
      },
    ],
    passes: [
      {
        name: 'trusted; another role that no file shows; no file of that cloud',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/web
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: mail
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/mail
    iam.gke.io/gcp-service-account: mail@shop-prod.iam.gserviceaccount.com
---
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: web
RoleName: web
Arn: arn:aws:iam::111122223333:role/web
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:shop:web
`,
        unknown: ['no file shows whom the role trusts'],
      },
    ],
  },
});

export default control;

function isShown({ roles, credentials, policies }: CloudSide, cloud: Cloud): boolean {
  return { aws: roles.length, azure: credentials.length, gcp: policies.length }[cloud] > 0;
}
