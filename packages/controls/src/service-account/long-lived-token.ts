import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const ACCOUNT = 'kubernetes.io/service-account.name';

const control: Control = defineControl({
  id: 'service-account/long-lived-token',
  formerIds: ['secrets/legacy-token'],
  subject: [{ group: '', kind: 'Secret' }],
  title: 'Tokens of ServiceAccounts expire',
  severity: 'medium',
  remediation: 'Remove the Secret and ask for a token that expires: kubectl create token, or a projected volume',
  judgesPartial: true,

  check({ value, name }) {
    if (value['type'] !== 'kubernetes.io/service-account-token') return NOTHING;
    const account = stringAt(value, 'metadata', 'annotations', ACCOUNT);
    const whose = account === undefined ? 'a ServiceAccount' : `the ServiceAccount "${account}"`;
    return [{ at: ['type'], message: `the Secret "${name}" holds a token of ${whose} that never expires` }];
  },

  why: `A Secret of this type is filled with a token that is valid until the Secret or the account is deleted, is bound to no
pod, and can be read by everybody who may read Secrets in the namespace, or a backup. Since Kubernetes 1.24 nobody needs it:
tokens are made on demand, for an hour, for one audience and one pod.`,
  details: `The type alone decides. Clusters that were made before 1.24 still hold such Secrets of their own; the API server labels
those that nobody uses (kubernetes.io/legacy-token-last-used) and cleans them up in time.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens',
  ],
  requirements: { nsa: ['service-account-tokens'], mitre: ['T1528', 'T1552.007'], owasp: ['K06', 'K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a token for a program outside of the cluster',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: deployer
  annotations:
    kubernetes.io/service-account.name: deployer
type: kubernetes.io/service-account-token
`,
        at: ['type'],
      },
    ],
    passes: [
      {
        name: 'a Secret of another type',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: web
type: Opaque
`,
      },
    ],
  },
});

export default control;
