import { objectAt, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT = 'kubernetes.io/service-account.name';

const control: Control = defineControl({
  id: 'secrets/legacy-token',
  subject: [{ group: '', kind: 'Secret' }],
  title: 'No Secret holds a token of a ServiceAccount that never expires',
  severity: 'medium',
  remediation: 'Delete the Secret, and take tokens that expire: kubectl create token, or a projected serviceAccountToken volume',
  judgesPartial: true,

  check(object) {
    if (stringAt(object.value, 'type') !== TYPE) return NOTHING;
    const account = stringAt(objectAt(object.value, 'metadata', 'annotations'), ACCOUNT);
    const whose = account === undefined ? 'a ServiceAccount' : `the ServiceAccount "${account}"`;
    return [{ at: ['type'], message: `the Secret "${object.name}" gets a token of ${whose} that never expires` }];
  },

  why: `The API server puts a token into such a Secret that is valid until the Secret or the account is deleted, from anywhere. Whoever
has read it once, in a backup, in etcd or with a role that may list Secrets, is the ServiceAccount for years, and nothing shows
that it was taken.`,
  details: `Every Secret of type kubernetes.io/service-account-token. A program outside the cluster that cannot renew a token is the one use that is left; give its
account as little as can be.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens',
  ],
  requirements: { mitre: ['T1528', 'T1552.007'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a Secret that asks for a token',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: deployer-token
  annotations:
    kubernetes.io/service-account.name: deployer
type: kubernetes.io/service-account-token
`,
        at: ['type'],
      },
    ],
    passes: [
      {
        name: 'other Secrets',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: web-tls
type: kubernetes.io/tls
---
apiVersion: v1
kind: Secret
metadata:
  name: web
`,
      },
    ],
  },
});

export default control;
