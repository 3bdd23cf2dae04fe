import { defineControl, type Control } from '../control.ts';
import { nameOf } from '../wording.ts';
import { envSecrets } from './env-secrets.ts';

const control: Control = defineControl({
  id: 'secrets/literal-in-env',
  subject: 'workload',
  title: 'Secrets are not written into environment variables',
  severity: 'high',
  remediation:
    'Put the value into a Secret and refer to it by valueFrom.secretKeyRef, or mount it as a file; then change it where it is used',
  judgesPartial: true,

  *check(workload) {
    // The value itself is never shown.
    for (const { container, path, name, says } of envSecrets(workload))
      yield { at: path, message: `${nameOf(container)}: ${name} ${says}` };
  },

  why: `A secret in a manifest is in the repository and its history, in every copy and every build log, and in the cluster readable for
everybody who may read the workload, which is far more people than may read Secrets. It cannot be changed without a commit, and
so it never is. Whoever finds it is in the database, the cloud account or the registry, without breaking into anything.`,
  details: `Two tests: the name ends in a word for a secret (PASSWORD, TOKEN, API_KEY, CLIENT_SECRET …) and the value may be one, or
the value has the form of a secret whatever it is called (a private key, a token of a known service, a JSON Web Token, a password
in an address, a token in the query of a URL or in an option). Names such as TOKEN_EXPIRY or SECRET_NAME say something else.
Never taken for secrets: switches, amounts, durations, numbers (but for a password of six digits or more), paths, references to a
store (vault:…, arn:…), $(VAR) and template expressions, and stand-ins (<password>, REPLACE_ME, xxx). A weak password is one all
the same. The value is in no message. What stands in command and args is not looked at here.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001'], owasp: ['K08'], 'nist-800-190': ['4.1.4'] },
  aliases: {
    kubescape: ['C-0012', 'C-0259'],
    'kube-linter': ['env-var-secret'],
    polaris: ['sensitiveContainerEnvVar'],
  },

  examples: {
    fails: [
      {
        name: 'by name: a password, weak or not, and a token',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      initContainers:
        - name: migrate
          image: registry.example.com/migrate:1.4.0
          env:
            - {name: PGPASSWORD, value: postgres}
      containers:
        - name: web
          image: registry.example.com/web:1.4.0
          env:
            - name: DB_USER
              value: shop
            - name: DB_PASSWORD
              value: s7rang3-6ut-tru3
            - name: paymentApiKey
              value: 8d1f64c07ab24e5f
`,
        at: [
          'spec.template.spec.initContainers[0].env[0].value',
          'spec.template.spec.containers[0].env[1].value',
          'spec.template.spec.containers[0].env[2].value',
        ],
      },
      {
        name: 'by form: a password in a URL, in a connection string and in an option, and a token in a query',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - name: DATABASE_URL
          value: postgres://shop:s7rang3@db.shop.svc:5432/shop
        - name: LEDGER
          value: Server=ledger;Database=ledger;User Id=sa;Password=s7rang3;
        - name: JAVA_OPTS
          value: -Xmx512m -Dledger.keystore.password=s7rang3
        - name: WEBHOOK
          value: https://hooks.example.com/orders?token=Ab12cd34ef56
`,
        at: [
          'spec.containers[0].env[0].value',
          'spec.containers[0].env[1].value',
          'spec.containers[0].env[2].value',
          'spec.containers[0].env[3].value',
        ],
      },
    ],
    passes: [
      {
        name: 'references to where the secret is',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: db, key: password}}
        - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
        - {name: API_TOKEN, value: /var/run/secrets/api/token}
        - {name: ADMIN_PASSWORD, value: $(DB_PASSWORD)}
        - {name: DATABASE_URL, value: "postgres://shop:$(DB_PASSWORD)@db/shop"}
        - {name: STRIPE_KEY, value: "vault:secret/data/stripe#key"}
        - {name: TLS_SECRET, value: web-tls}
`,
      },
      {
        name: 'names that say something else',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - {name: TOKEN_EXPIRY, value: 3600s}
        - {name: PASSWORD_MIN_LENGTH, value: "12"}
        - {name: SECRET_NAME, value: db}
        - {name: SECRETS_PATH, value: /run/secrets}
        - {name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "yes"}
        - {name: AUTH_URL, value: "https://auth.example.com/token"}
        - {name: SSO_PUBLIC_KEY, value: MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A}
`,
      },
      {
        name: 'stand-ins for a value that is put in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - {name: DB_PASSWORD, value: <password>}
        - {name: API_KEY, value: REPLACE_ME}
        - {name: API_TOKEN, value: xxxxxxxx}
        - {name: CLIENT_SECRET, value: "\${CLIENT_SECRET}"}
        - {name: EMPTY_TOKEN, value: ""}
`,
      },
    ],
  },
});

export default control;
