import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { TRUST_KINDS, trustsOf } from './trusts.ts';

const control: Control = defineControl({
  id: 'workload-identity/dead-trust',
  subject: TRUST_KINDS,
  title: 'Trusts in ServiceAccounts can be met',
  severity: 'low',
  remediation: 'Write the subject as system:serviceaccount:NAMESPACE:NAME and the key as ISSUER:sub, or remove the statement',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const { never, path, what } of trustsOf(object)) {
      if (never !== undefined) (outcomes ??= []).push({ at: path, message: `nobody can take ${what} this way: ${never}` });
    }
    return outcomes ?? NOTHING;
  },

  why: `Whoever wrote the condition meant somebody, and does not let them in. What people do then is to loosen it until it works: StringEquals
with a wildcard becomes StringLike with a wildcard, which was not needed.`,
  details: `A statement for tokens of a cluster counts that no ServiceAccount can meet: StringEquals with a wildcard, which it takes as it is written, a
subject that no account has, and a condition on the claim of another issuer, which a token does not have. ForAllValues and IfExists on a
claim that is not there hold: then workload-identity/any-account says so.`,
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html'],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a wildcard in StringEquals, and the claim of another cluster',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: web
RoleName: web
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: "system:serviceaccount:shop:*"
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:sub: "system:serviceaccount:shop:web"
`,
        at: [
          'AssumeRolePolicyDocument.Statement[0].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub"]',
          'AssumeRolePolicyDocument.Statement[1].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:sub"]',
        ],
      },
    ],
    passes: [
      {
        name: 'a wildcard in StringLike',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: web
RoleName: web
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringLike:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: "system:serviceaccount:shop:*"
`,
      },
    ],
  },
});

export default control;
