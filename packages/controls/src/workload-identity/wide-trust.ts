import { breadthOf, patternText, widest } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { TRUST_KINDS, trustsOf, type Trust } from './trusts.ts';

const control: Control = defineControl({
  id: 'workload-identity/wide-trust',
  subject: TRUST_KINDS,
  title: 'Clouds trust ServiceAccounts by their whole name',
  severity: 'medium',
  remediation: 'Name the namespace and the ServiceAccount in full, once for each that is meant',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const trust of trustsOf(object)) {
      const outcome = outcomeOf(trust);
      if (outcome !== undefined) (outcomes ??= []).push(outcome);
    }
    return outcomes ?? NOTHING;
  },

  why: `A pattern holds accounts that nobody had in mind: team-* is every namespace whose name begins so, one that is made next year too, and
all accounts of a namespace include the one called default, which each of its pods has that asks for no other.`,
  details: `Patterns for the namespace are medium, and more than one account of one namespace is low: who may run a pod there may choose among its
accounts anyhow. What holds every namespace is workload-identity/any-account.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    'https://cloud.google.com/iam/docs/principal-identifiers',
  ],
  requirements: { nsa: ['least-privilege'], mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'namespaces by a pattern, and a whole namespace',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: teams
RoleName: teams
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    Effect: Allow
    Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
    Action: sts:AssumeRoleWithWebIdentity
    Condition:
      StringLike:
        oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: "system:serviceaccount:team-*:web"
---
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web@shop-prod.iam.gserviceaccount.com
bindings:
  - role: roles/iam.workloadIdentityUser
    members:
      - principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/shop-prod.svc.id.goog/namespace/shop
`,
        at: [
          'AwsRole/teams AssumeRolePolicyDocument.Statement.Condition.StringLike["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub"]',
          'GcpIamPolicy/web@shop-prod.iam.gserviceaccount.com bindings[0].members[0]',
        ],
      },
    ],
    passes: [
      {
        name: 'one account, by StringLike without a wildcard',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: web
RoleName: web
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    Effect: Allow
    Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
    Action: sts:AssumeRoleWithWebIdentity
    Condition:
      StringLike:
        oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: "system:serviceaccount:shop:web"
`,
      },
    ],
  },
});

export default control;

function outcomeOf({ patterns, what, path, unknown }: Trust): Outcome | undefined {
  // What is not known is said by workload-identity/any-account.
  const most = unknown === undefined ? widest(patterns) : undefined;
  if (most === undefined) return undefined;
  const breadth = breadthOf(most);
  if (breadth === 'one' || breadth === 'cluster') return undefined;
  const severity = breadth === 'namespace' ? ({ level: 'low', reason: 'they are all of one namespace' } as const) : undefined;
  return { at: path, message: `${patternText(most)} may take ${what}`, severity };
}
