import { objectAt, type JsonObject } from '@bulwark/model';
import { AZURE_TENANT, claimProblem, claimsOf, uuidProblem, type IdentityClaim } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { isStandIn } from './claim-words.ts';

const control: Control = defineControl({
  id: 'workload-identity/malformed-annotation',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'Annotations that ask for an identity of a cloud name one that can exist',
  severity: 'medium',
  remediation: 'Write the name as the cloud prints it: the ARN of a role, the address of a service account, the id of a client',
  judgesPartial: true,

  check(account) {
    const annotations = objectAt(account.value, 'metadata', 'annotations');
    if (annotations === undefined) return NOTHING;
    let outcomes: Outcome[] | undefined;
    for (const claim of claimsOf(account)) {
      const outcome = outcomeOf(claim, claimProblem(claim));
      if (outcome !== undefined) (outcomes ??= []).push(outcome);
    }
    for (const key of Object.keys(annotations)) {
      const outcome = otherOutcome(annotations, key);
      if (outcome !== undefined) (outcomes ??= []).push(outcome);
    }
    return outcomes ?? NOTHING;
  },

  why: `A pod whose account asks for something that no cloud has gets no identity of its own. What happens then is worse than an error: many
libraries go on to ask the node for its identity, which can do more, or somebody puts a key of a person into a Secret to make it work.`,
  details: `Judged are eks.amazonaws.com/role-arn (arn:aws:iam::ACCOUNT:role/NAME, in any partition), iam.gke.io/gcp-service-account
(NAME@PROJECT.iam.gserviceaccount.com, and the accounts that Google makes), azure.workload.identity/client-id and tenant-id (UUIDs), the
life of tokens that the webhooks of AWS and Azure take, and keys that are misspelt. What is filled in later is unknown. Whether there is
such an identity, and whom it trusts, is asked where files of the cloud are given (--iam).`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
  ],
  requirements: { mitre: ['T1078.004'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'no ARN, an ARN of a user, an address of a person, no UUID, a misspelt key',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: a
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: web
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: b
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:user/web
    iam.gke.io/gcp-service-account: web@example.com
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: c
  namespace: shop
  annotations:
    azure.workload.identity/client-id: web
    azure.workload.identity/service-account-token-expiration: "60"
    eks.amazonaws.com/roleArn: arn:aws:iam::111122223333:role/web
`,
        at: [
          'ServiceAccount/a metadata.annotations["eks.amazonaws.com/role-arn"]',
          'ServiceAccount/b metadata.annotations["eks.amazonaws.com/role-arn"]',
          'ServiceAccount/b metadata.annotations["iam.gke.io/gcp-service-account"]',
          'ServiceAccount/c metadata.annotations["azure.workload.identity/client-id"]',
          'ServiceAccount/c metadata.annotations["azure.workload.identity/service-account-token-expiration"]',
          'ServiceAccount/c metadata.annotations["eks.amazonaws.com/roleArn"]',
        ],
      },
    ],
    passes: [
      {
        name: 'as the clouds print them',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws-cn:iam::111122223333:role/teams/shop/web
    eks.amazonaws.com/sts-regional-endpoints: "true"
    eks.amazonaws.com/token-expiration: "3600"
    iam.gke.io/gcp-service-account: web-reader@shop-prod.iam.gserviceaccount.com
    azure.workload.identity/client-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
    azure.workload.identity/tenant-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2f
`,
      },
      {
        name: 'filled in later',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::\${ACCOUNT}:role/web
    iam.gke.io/gcp-service-account: WEB_GSA_ID
`,
        unknown: ['the value "arn:aws:iam::${ACCOUNT}:role/web" is filled in later', 'the value "WEB_GSA_ID" is filled in later'],
      },
    ],
  },
});

export default control;

function outcomeOf(claim: Pick<IdentityClaim, 'key' | 'path' | 'principal'>, problem: string | undefined): Outcome | undefined {
  if (problem === undefined) return undefined;
  const { key, path, principal } = claim;
  if (hasPlaceholder(principal) || isStandIn(principal))
    return { at: path, unknown: `the value ${shown(principal)} is filled in later` };
  return { at: path, message: `the annotation ${key} is ${shown(principal)}, which ${problem}` };
}

/** What the webhooks of clouds read beside the identity itself: the kinds of value, and what they take. */
const OTHERS: Readonly<Record<string, (value: string) => string | undefined>> = {
  [AZURE_TENANT]: uuidProblem,
  'eks.amazonaws.com/sts-regional-endpoints': (value) =>
    /^(?:true|false)$/i.test(value) ? undefined : 'is neither true nor false',
  'eks.amazonaws.com/token-expiration': (value) => secondsProblem(value, 600, 2 ** 32),
  'azure.workload.identity/service-account-token-expiration': (value) => secondsProblem(value, 3600, 86_400),
};
const KNOWN: ReadonlyMap<string, string> = new Map(
  [
    'eks.amazonaws.com/role-arn',
    'iam.gke.io/gcp-service-account',
    'azure.workload.identity/client-id',
    ...Object.keys(OTHERS),
  ].map((key) => [plainKey(key), key]),
);
const PREFIX = /^(?:eks\.amazonaws\.com|iam\.gke\.io|azure\.workload\.identity)\//;

function otherOutcome(annotations: JsonObject, key: string): Outcome | undefined {
  if (!PREFIX.test(key)) return undefined;
  const value = annotations[key];
  const path = ['metadata', 'annotations', key];
  const meant = KNOWN.get(plainKey(key));
  if (meant !== undefined && meant !== key)
    return { at: path, message: `nobody reads the annotation ${key}: it is called ${meant}` };
  const problemOf = Object.hasOwn(OTHERS, key) ? OTHERS[key] : undefined;
  if (problemOf === undefined || typeof value !== 'string' || value === '') return undefined;
  return outcomeOf({ key, path, principal: value }, problemOf(value));
}

/** A key as people misremember it: in small letters, without what joins its words. */
function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, '');
}

function secondsProblem(value: string, least: number, most: number): string | undefined {
  const seconds = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  return seconds >= least && seconds <= most ? undefined : `is no number of seconds between ${least} and ${most}`;
}
