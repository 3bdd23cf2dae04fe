import { claimsOf } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { WHAT } from './claim-words.ts';

const control: Control = defineControl({
  id: 'workload-identity/on-default-account',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'The ServiceAccount called default has no identity of a cloud',
  severity: 'high',
  remediation: 'Give the identity to a ServiceAccount that the program has for itself, and name it in serviceAccountName',
  judgesPartial: true,

  check(account) {
    if (account.name !== 'default') return NOTHING;
    const claims = claimsOf(account);
    if (claims.length === 0) return NOTHING;
    return claims.map(({ cloud, principal, path }) => ({
      at: path,
      message: `every pod that names no ServiceAccount gets the ${WHAT[cloud]} "${principal}"`,
      severity:
        cloud === 'azure'
          ? ({ level: 'medium', reason: 'only pods with the label azure.workload.identity/use get a token for it' } as const)
          : undefined,
    }));
  },

  why: `Every pod that names no account runs as the one called default: with an identity of a cloud on it, each of them can read the buckets and
databases that one program needs, and so can whoever breaks into the least of them or may create a pod in the namespace.`,
  details: `The annotations of AWS (eks.amazonaws.com/role-arn), Google (iam.gke.io/gcp-service-account) and Azure
(azure.workload.identity/client-id) count. Associations of EKS Pod Identity, and trusts, are judged where they are given (--iam).`,
  references: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  ],
  requirements: { cis: ['5.1.5'], nsa: ['least-privilege'], mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a role of AWS',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop
`,
        at: ['metadata.annotations["eks.amazonaws.com/role-arn"]'],
      },
    ],
    passes: [
      {
        name: 'an account of its own, and a default one without',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
`,
      },
    ],
  },
});

export default control;
