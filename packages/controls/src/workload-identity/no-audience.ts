import { CLOUD_GROUP, roleName, trustedAccounts, trustPolicy } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'workload-identity/no-audience',
  subject: [{ group: CLOUD_GROUP, kind: 'AwsRole' }],
  title: 'Roles of AWS say for whom the token of a cluster must be made',
  severity: 'low',
  remediation: 'Add a condition: StringEquals on the audience, ISSUER:aud, with sts.amazonaws.com',
  judgesPartial: true,

  check(role) {
    const open = trustedAccounts(trustPolicy(role.value)).filter(({ hasAudience, never }) => !hasAudience && never === undefined);
    if (open.length === 0) return NOTHING;
    return open.map(({ statement, issuer }) => ({
      at: statement.path,
      message: `the role "${roleName(role)}" takes a token of ${issuer} that is made for any audience that the account of AWS knows`,
    }));
  },

  why: `A token says for whom it is made, so that one that was given to another service opens nothing here. Without the condition, every audience
that the OIDC provider lists will do: where somebody adds one for another purpose, whoever is shown such tokens can use them at AWS.`,
  details: `AWS itself compares the audience with the list of the OIDC provider, which no trust policy shows: the severity is low for that. A statement
that no account can meet is not judged.`,
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html'],
  requirements: { mitre: ['T1078.004'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the subject alone',
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
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:shop:web
`,
        at: ['AssumeRolePolicyDocument.Statement[0]'],
      },
    ],
    passes: [
      {
        name: 'both',
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
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:shop:web
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud: sts.amazonaws.com
`,
      },
    ],
  },
});

export default control;
