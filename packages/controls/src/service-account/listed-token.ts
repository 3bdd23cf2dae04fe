import { listAt, stringAt, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const control: Control = defineControl({
  id: 'service-account/listed-token',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'ServiceAccounts list no Secrets with tokens that never expire',
  severity: 'low',
  remediation:
    'Remove the entry of secrets; who needs a token asks for one that expires: kubectl create token, or a projected volume',
  reads: [{ group: '', kind: 'Secret' }],
  judgesPartial: true,

  check(account, { scope }) {
    const secrets = listAt(account.value, 'secrets');
    if (secrets.length === 0) return NOTHING;
    return secrets.flatMap((entry, index): readonly Outcome[] => {
      const name = stringAt(entry, 'name') ?? '';
      const says = saysOf(name, account, scope);
      return says === undefined
        ? []
        : [{ at: ['secrets', index, 'name'], message: `the ServiceAccount lists the Secret "${name}", ${says}` }];
    });
  },

  why: `Before Kubernetes 1.24 every account had such a Secret, and its name in this list. The token in it works until somebody deletes it,
from anywhere, and everybody who may read Secrets in the namespace has it. An account that is applied with the list from an old cluster
keeps the Secret in use, or names one that is not there.`,
  details: `An entry counts whose Secret is among the manifests and is of the type kubernetes.io/service-account-token, or whose name is made as
the old controller made it: the account's, -token-, and five characters. Other Secrets in the list, those of a registry for example,
pass. The Secret itself is service-account/long-lived-token.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#manual-secret-management-for-serviceaccounts',
  ],
  requirements: { nsa: ['service-account-tokens'], mitre: ['T1528'], owasp: ['K06', 'K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'as an old cluster exports it, and by the type of the Secret',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
secrets:
  - name: web-token-x7k2p
  - name: deployer
---
apiVersion: v1
kind: Secret
metadata:
  name: deployer
  namespace: shop
  annotations:
    kubernetes.io/service-account.name: web
type: kubernetes.io/service-account-token
`,
        at: ['ServiceAccount/web secrets[0].name', 'ServiceAccount/web secrets[1].name'],
      },
    ],
    passes: [
      {
        name: 'Secrets of other kinds',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
secrets:
  - name: web-dockercfg-x7k2p
  - name: web-token
  - name: registry
imagePullSecrets:
  - name: registry
---
apiVersion: v1
kind: Secret
metadata:
  name: registry
  namespace: shop
type: kubernetes.io/dockerconfigjson
`,
      },
    ],
  },
});

export default control;

const TOKEN_TYPE = 'kubernetes.io/service-account-token';

function saysOf(name: string, account: KubeObject, scope: Scope): string | undefined {
  const secret = scope.get('', 'Secret', account.namespace, name);
  if (secret !== undefined) return secret.value['type'] === TOKEN_TYPE ? 'which holds a token that never expires' : undefined;
  const prefix = `${account.name}-token-`;
  const isOld = name.startsWith(prefix) && /^[a-z0-9]{5}$/.test(name.slice(prefix.length));
  return isOld ? 'which by its name is a token of an old cluster that never expires' : undefined;
}
