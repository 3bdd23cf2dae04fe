import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { liveEntries } from './secret-data.ts';

const control: Control = defineControl({
  id: 'secrets/secret-in-manifest',
  subject: [{ group: '', kind: 'Secret' }],
  title: 'Manifests of Secrets hold no live values',
  severity: 'high',
  remediation:
    'Keep the value in a store (External Secrets, Sealed Secrets, sops) and change it: what was in a repository is known',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    // The value itself is never shown.
    for (const { path, key, says } of liveEntries(object))
      (outcomes ??= []).push({ at: path, message: `the key "${key}" holds ${says}` });
    return outcomes ?? NOTHING;
  },

  why: `Base64 is no encryption. A Secret in a repository is a password in a repository: everybody who can read the code, every copy of
it and every build has it, for as long as the history is kept. The cluster's own protection of Secrets comes too late.`,
  details: `The data is decoded first. A value counts where its form gives it away (a private key, a token of a known service, a password in an
address), where its key says password, token or key and the value may be one, where it looks like what a generator makes, and for
the login of a registry. Never: stand-ins (changeme, my-password, xxx, REPLACE_ME), templates and variables, references to a store,
hashes of passwords, names, addresses and certificates, values that sops, Vault, PGP or age have encrypted, and SealedSecrets. Data
that is no text is not judged. In a live cluster Secrets hold live values, as they should: the control is about files.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#configure-access-to-external-secrets',
    'https://kubernetes.io/docs/concepts/configuration/secret/#information-security-for-secrets',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001'], owasp: ['K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'by its name, in plain text and in base64, and by its look',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: shop
stringData:
  username: shop
  password: s7rang3-but-live
  session: 8fK2mQ9xL4pT7vW1zR5n
data:
  DATABASE_URL: cG9zdGdyZXM6Ly9zaG9wOnM3cmFuZzNAZGIvc2hvcA==
`,
        at: ['stringData.password', 'stringData.session', 'data.DATABASE_URL'],
      },
    ],
    passes: [
      {
        name: 'stand-ins, templates, references and what is encrypted',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: shop
stringData:
  username: shop
  password: changeme
  token: <token>
  api-key: \${API_KEY}
  client-secret: "vault:secret/data/shop#client"
  admin-password: ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]
  htpasswd: admin:$2y$05$abcdefghijklmnopqrstuv
  client-id: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e
data:
  url: aHR0cHM6Ly9zaG9wLmV4YW1wbGUuY29t
  placeholder: PHBhc3N3b3JkPg==
`,
      },
      {
        name: 'a Secret that sops has encrypted, and a sealed one',
        yaml: `
apiVersion: v1
kind: Secret
metadata:
  name: shop
data:
  password: czdyYW5nMy1idXQtbGl2ZQ==
sops:
  version: 3.9.0
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: shop
spec:
  encryptedData:
    password: AgBy8fK2mQ9xL4pT7vW1zR5nAgBy8fK2mQ9xL4pT7vW1zR5n
`,
      },
    ],
  },
});

export default control;
