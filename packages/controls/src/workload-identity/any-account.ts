import { breadthOf, patternText, widest } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { TRUST_KINDS, trustsOf, type Trust } from './trusts.ts';

const control: Control = defineControl({
  id: 'workload-identity/any-account',
  subject: TRUST_KINDS,
  title: 'No identity of a cloud is open to ServiceAccounts of every namespace',
  severity: 'high',
  remediation: 'Name the namespace and the ServiceAccount in the condition on the subject, with an exact match',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const trust of trustsOf(object)) {
      const outcome = outcomeOf(trust);
      if (outcome !== undefined) (outcomes ??= []).push(outcome);
    }
    return outcomes ?? NOTHING;
  },

  why: `Whoever may run a pod anywhere in the cluster, or make a namespace in it, gets the identity: a tenant, a pipeline, a program that somebody
has broken into. Namespaces, roles and network policies of the cluster keep nobody from what the cloud gives.`,
  details: `For AWS, a statement that lets in tokens of a cluster (sts:AssumeRoleWithWebIdentity) counts where nothing says which subject, where the
subject's pattern holds accounts of every namespace (StringLike *, system:serviceaccount:*:web), and where the only condition says who
it must not be. For Google, members that stand for a whole pool or a whole cluster; allUsers and allAuthenticatedUsers are everybody in the
world. For Azure, an expression that matches every namespace. Where several conditions hold, the narrowest counts. Roles for other issuers
than clusters are not judged.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://cloud.google.com/iam/docs/principal-identifiers',
    'https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials',
  ],
  requirements: { nsa: ['least-privilege'], mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a role of AWS without a condition on the subject, and with one that holds everybody',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: open
RoleName: open
Arn: arn:aws:iam::111122223333:role/open
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud: sts.amazonaws.com
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringLike:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:*:web
`,
        at: [
          'AssumeRolePolicyDocument.Statement[0]',
          'AssumeRolePolicyDocument.Statement[1].Condition.StringLike["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub"]',
        ],
      },
      {
        name: 'a service account of Google for a whole cluster, and for everybody',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web@shop-prod.iam.gserviceaccount.com
bindings:
  - role: roles/iam.workloadIdentityUser
    members:
      - principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/shop-prod.svc.id.goog/kubernetes.cluster/https://container.googleapis.com/v1/projects/shop-prod/locations/europe-west1/clusters/main
      - allAuthenticatedUsers
`,
        at: ['bindings[0].members[0]', 'bindings[0].members[1]'],
      },
    ],
    passes: [
      {
        name: 'accounts by name, and a role for other things',
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
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}
      Action: sts:AssumeRoleWithWebIdentity
---
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web@shop-prod.iam.gserviceaccount.com
bindings:
  - role: roles/iam.workloadIdentityUser
    members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
---
apiVersion: cloud.bulwark.dev/v1
kind: AzureFederatedCredential
metadata:
  name: web
issuer: https://westeurope.oic.prod-aks.azure.com/0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e/0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2f/
subject: system:serviceaccount:shop:web
audiences: ["api://AzureADTokenExchange"]
`,
      },
    ],
  },
});

export default control;

const PUBLIC: Failure['severity'] = { level: 'critical', reason: 'it is not even a cluster that is trusted, but everybody' };

function outcomeOf({ patterns, what, path, isNarrowed, isPublic, unknown }: Trust): Outcome | undefined {
  if (unknown !== undefined) return { at: path, unknown };
  if (isPublic) return { at: path, message: `everybody in the world gets ${what}`, severity: PUBLIC };
  const most = widest(patterns);
  if (most === undefined || breadthOf(most) !== 'cluster') return undefined;
  const why = isNarrowed ? '' : ': nothing says which subject a token must have';
  return { at: path, message: `${patternText(most)} may take ${what}${why}` };
}
