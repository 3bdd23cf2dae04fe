import { refOf, type KubeObject, type Scope } from '@bulwark/model';
import { claimsOf } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { counted, listed } from '../wording.ts';
import { WHAT } from './claim-words.ts';

const control: Control = defineControl({
  id: 'workload-identity/shared-identity',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'An identity of a cloud belongs to one ServiceAccount',
  severity: 'low',
  remediation: 'Give each program an identity of its own at the cloud, with the rights that it needs',
  reads: [{ group: '', kind: 'ServiceAccount' }],
  judgesPartial: true,

  check(account, { scope }) {
    const claims = claimsOf(account);
    if (claims.length === 0) return NOTHING;
    return claims.flatMap(({ cloud, principal, path }) => {
      const all = askersIn(scope).get(principal) ?? [];
      const others = all.filter(
        (other) => other !== account && (other.name !== account.name || other.namespace !== account.namespace),
      );
      const [first] = others;
      if (first === undefined) return [];
      const isFar = others.some(({ namespace }) => namespace !== account.namespace);
      return [
        {
          at: path,
          message: `${counted(others.length, 'other ServiceAccount')} ${others.length === 1 ? 'asks' : 'ask'} for the same ${WHAT[cloud]}, "${principal}"`,
          severity: isFar ? ({ level: 'medium', reason: 'they are in other namespaces' } as const) : undefined,
          evidence: [
            {
              text: `so does ${listed(others.slice(0, SHOWN).map(nameOf))}`,
              object: refOf(first),
              path: ['metadata', 'annotations'],
            },
          ],
        },
      ];
    });
  },

  why: `An identity that several programs share has what any of them needs, and each of them has all of it. The cloud's log names one caller
for all, so that nobody can tell later which of them read the data.`,
  details: `Accounts of one name and namespace in several environments are one. Accounts of several namespaces weigh more: whoever rules one
of them has what belongs to the other.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
  ],
  requirements: { nsa: ['least-privilege'], mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'two accounts, one role',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reports
  namespace: office
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop
`,
        at: [
          'ServiceAccount/web metadata.annotations["eks.amazonaws.com/role-arn"]',
          'ServiceAccount/reports metadata.annotations["eks.amazonaws.com/role-arn"]',
        ],
      },
    ],
    passes: [
      {
        name: 'one each',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-web@shop-prod.iam.gserviceaccount.com
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reports
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-reports@shop-prod.iam.gserviceaccount.com
`,
      },
    ],
  },
});

export default control;

const SHOWN = 3;
const ASKERS = new WeakMap<Scope, ReadonlyMap<string, readonly KubeObject[]>>();

/** The ServiceAccounts of a scope by what they ask for. Made once: a scope never changes. */
function askersIn(scope: Scope): ReadonlyMap<string, readonly KubeObject[]> {
  const known = ASKERS.get(scope);
  if (known !== undefined) return known;
  const askers = new Map<string, KubeObject[]>();
  for (const account of scope.ofKind('', 'ServiceAccount')) {
    for (const { principal } of claimsOf(account)) {
      const list = askers.get(principal);
      if (list === undefined) askers.set(principal, [account]);
      else list.push(account);
    }
  }
  ASKERS.set(scope, askers);
  return askers;
}

function nameOf({ namespace, name }: KubeObject): string {
  return namespace === undefined ? `"${name}"` : `"${name}" of the namespace "${namespace}"`;
}
