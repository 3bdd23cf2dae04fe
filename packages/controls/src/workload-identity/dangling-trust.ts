import { stringAt } from '@bulwark/model';
import {
  breadthOf,
  CLOUD_GROUP,
  globText,
  possibleIssuers,
  trustedAccounts,
  trustPolicy,
  type SubjectPattern,
} from '@bulwark/workload-identity';
import type { KubeObject, Path, Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { ACCOUNT, CLOUD_REFS, cloudOf, hasAccounts, isDeclared } from './cloud-of.ts';
import { TRUST_KINDS, trustsOf } from './trusts.ts';

const control: Control = defineControl({
  id: 'workload-identity/dangling-trust',
  subject: [...TRUST_KINDS, { group: CLOUD_GROUP, kind: 'EksPodIdentityAssociation' }],
  title: 'The ServiceAccounts that a cloud trusts exist',
  severity: 'medium',
  remediation: 'Remove the trust, or correct the name of the namespace or the ServiceAccount in it',
  reads: [ACCOUNT, ...CLOUD_REFS],
  judgesPartial: true,

  check(object, { scope }) {
    if (!scope.complete && !hasAccounts(scope)) return NOTHING;
    const missing = namedBy(object, scope).filter(({ namespace, name }) => !isDeclared(scope, namespace, name));
    return missing.map(({ namespace, name, path, what }): Outcome => {
      const who = `the ServiceAccount "${name}" of the namespace "${namespace}"`;
      // Kubernetes makes it in every namespace.
      if (name === 'default')
        return { at: path, message: `${who} may take ${what}, and with it every pod there that names no account` };
      if (!scope.complete) return { at: path, unknown: `${who} is not among the objects that were read` };
      const other = severalClusters(scope);
      if (other !== undefined) return { at: path, unknown: other };
      return {
        at: path,
        message: `there is no ServiceAccount "${name}" in the namespace "${namespace}", and whoever makes it may take ${what}`,
      };
    });
  },

  why: `A name that is trusted and belongs to nobody is there for the taking: whoever may create ServiceAccounts in the namespace, or the namespace
itself, gets the identity by a name. Nobody looks after it, because the program is gone.`,
  details: `Accounts that a trust or an association of EKS Pod Identity names in full are looked up. One that is not among the manifests is unknown, unless
they are the whole cluster (--complete), and still where the trusts are in several clusters and none is described (aws eks describe-cluster,
az aks show, gcloud container clusters describe). A trust in the account called default fails whether or not a manifest shows it.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  ],
  requirements: { mitre: ['T1078.004', 'T1098.001'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the account is gone',
        complete: true,
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: AwsRole
metadata:
  name: reports
RoleName: reports
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow
      Principal: {Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}
      Action: sts:AssumeRoleWithWebIdentity
      Condition:
        StringEquals:
          oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub: system:serviceaccount:shop:reports
---
apiVersion: cloud.bulwark.dev/v1
kind: EksPodIdentityAssociation
metadata:
  name: main/shop/mail
clusterName: main
namespace: shop
serviceAccount: mail
roleArn: arn:aws:iam::111122223333:role/mail
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
        at: [
          'AwsRole/reports AssumeRolePolicyDocument.Statement[0].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub"]',
          'EksPodIdentityAssociation/main/shop/mail serviceAccount',
        ],
      },
    ],
    passes: [
      {
        name: 'the account is there',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web@shop-prod.iam.gserviceaccount.com
bindings:
  - role: roles/iam.workloadIdentityUser
    members: ["serviceAccount:shop-prod.svc.id.goog[shop/web]"]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
      },
      {
        name: 'not the whole cluster',
        yaml: `
apiVersion: cloud.bulwark.dev/v1
kind: GcpIamPolicy
metadata:
  name: web@shop-prod.iam.gserviceaccount.com
bindings:
  - role: roles/iam.workloadIdentityUser
    members: ["serviceAccount:shop-prod.svc.id.goog[shop/mail]"]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
        unknown: ['the ServiceAccount "mail" of the namespace "shop" is not among the objects that were read'],
      },
    ],
  },
});

export default control;

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly path: Path;
  readonly what: string;
}

/** The accounts that an object of a cloud names in full, as far as they may be of the cluster. */
function namedBy(object: KubeObject, scope: Scope): readonly Named[] {
  if (object.kind === 'EksPodIdentityAssociation') return associated(object, scope);
  const isElsewhere = object.kind === 'AwsRole' && !mayBeHere(object, scope);
  if (isElsewhere) return [];
  return trustsOf(object).flatMap(({ patterns, path, what }) => patterns.flatMap((pattern) => named(pattern, path, what)));
}

function named(pattern: SubjectPattern, path: Path, what: string): readonly Named[] {
  if (breadthOf(pattern) !== 'one') return [];
  return [{ namespace: globText(pattern.namespace), name: globText(pattern.name), path, what }];
}

function associated({ value }: KubeObject, scope: Scope): readonly Named[] {
  const { clusters } = cloudOf(scope);
  if (clusters.length > 0 && !clusters.includes(stringAt(value, 'clusterName') ?? '')) return [];
  const namespace = stringAt(value, 'namespace');
  const name = stringAt(value, 'serviceAccount');
  if (!namespace || !name) return [];
  const role = stringAt(value, 'roleArn');
  return [{ namespace, name, path: ['serviceAccount'], what: role ? `the role "${role}"` : 'the role of the association' }];
}

/** Whether a role trusts a cluster that may be that of the manifests. */
function mayBeHere(role: KubeObject, scope: Scope): boolean {
  const issuers = possibleIssuers(cloudOf(scope));
  return trustedAccounts(trustPolicy(role.value)).some(({ issuer }) => issuers.includes(issuer));
}

function severalClusters(scope: Scope): string | undefined {
  const side = cloudOf(scope);
  if (side.issuers.length > 0 || possibleIssuers(side).length < 2) return undefined;
  return 'the trusts are in several clusters, and no file describes that of the manifests';
}
