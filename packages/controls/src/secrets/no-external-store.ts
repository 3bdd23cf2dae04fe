import { isObject, member, stringAt, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type KindRef } from '../control.ts';

/** Kinds of what brings Secrets from a store outside the cluster, or keeps them encrypted until they are in it. */
const STORES: readonly KindRef[] = [
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'external-secrets.io', kind: 'ClusterExternalSecret' },
  { group: 'secrets-store.csi.x-k8s.io', kind: 'SecretProviderClass' },
  { group: 'secrets.hashicorp.com', kind: 'VaultStaticSecret' },
  { group: 'secrets.hashicorp.com', kind: 'VaultDynamicSecret' },
  { group: 'bitnami.com', kind: 'SealedSecret' },
];

const control: Control = defineControl({
  id: 'secrets/no-external-store',
  subject: [{ group: '', kind: 'Secret' }],
  title: 'Secrets come from a store outside the cluster',
  severity: 'info',
  offByDefault: 'a store of its own is worth its price only from some size on',
  remediation: 'Keep secrets in a store (Vault, that of your cloud) and bring them in with External Secrets or the CSI driver',
  reads: STORES,

  check(object, { scope }) {
    const type = stringAt(object.value, 'type');
    if ((type !== undefined && type !== 'Opaque') || usesStore(scope)) return NOTHING;
    const data = member(object.value, 'data') ?? member(object.value, 'stringData');
    if (!isObject(data) || Object.keys(data).length === 0) return NOTHING;
    const at = ['kind'];
    if (!scope.complete)
      return [{ at, unknown: 'whether a store outside the cluster is in use is not among the objects that were read' }];
    return [{ at, message: `the Secret "${object.name}" is kept in the cluster alone: nothing brings it from a store` }];
  },

  why: `A store of secrets says who has read what, changes a secret in all places at once, and gives out some that last an hour. Secrets
that are in the cluster alone are changed by hand, copied between clusters, and end up in somebody's notes.`,
  details: `Secrets of type Opaque with data, in a cluster without any ExternalSecret, SecretProviderClass, VaultStaticSecret, VaultDynamicSecret
or SealedSecret. Unless the objects that were read are the whole cluster, it is unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#use-third-party-secret-store-providers',
    'https://secrets-store-csi-driver.sigs.k8s.io/',
  ],
  requirements: { cis: ['5.4.2'], owasp: ['K08'] },
  aliases: { kubescape: ['C-0208', 'C-0234'], kics: ['b9c83569-459b-4110-8f79-6305aa33cb37'] },

  examples: {
    fails: [
      {
        name: 'a whole cluster without a store',
        complete: true,
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: shop
  namespace: shop
data:
  password: Y2hhbmdlbWU=
`,
        at: ['kind'],
      },
    ],
    passes: [
      {
        name: 'a store is in use',
        complete: true,
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: bootstrap
  namespace: shop
data:
  password: Y2hhbmdlbWU=
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: shop
  namespace: shop
spec: {}
`,
      },
      {
        name: 'not the whole cluster',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: shop
data:
  password: Y2hhbmdlbWU=
---
apiVersion: v1
kind: Secret
metadata:
  name: web-tls
type: kubernetes.io/tls
data:
  tls.crt: Y2hhbmdlbWU=
  tls.key: Y2hhbmdlbWU=
`,
        unknown: ['whether a store outside the cluster is in use is not among the objects that were read'],
      },
    ],
  },
});

export default control;

function usesStore(scope: Scope): boolean {
  return STORES.some(({ group, kind }) => scope.ofKind(group, kind).next().done !== true);
}
